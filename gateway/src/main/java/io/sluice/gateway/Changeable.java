package io.sluice.gateway;

import io.sluice.gateway.config.Configuration;

/** What runs a configuration and can be given another one. For one thread. */
interface Changeable {
  Configuration running();

  /** Returns when the new one runs, or the old one does again. */
  ChangeResult change(Configuration next);
}
