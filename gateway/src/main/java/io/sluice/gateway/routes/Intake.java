package io.sluice.gateway.routes;

import java.util.concurrent.CompletionStage;

/** The beginning of a route, which can be told to end. Thread-safe. */
interface Intake {
  /** Where a route's exchanges come from. */
  enum Feed {
    PLANT,
    SPOOL
  }

  Feed feed();

  /**
   * Takes nothing new from outside. Completes when everything taken has left the route; asking
   * again gives the same answer.
   */
  CompletionStage<Void> end();

  /**
   * As {@link #end}, but what waits where it is safe is left there: only what is under way leaves
   * the route.
   */
  CompletionStage<Void> pause();
}
