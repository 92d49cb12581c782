package io.sluice.gateway.cli;

import java.util.List;
import java.util.concurrent.Callable;

/** A command that only holds others: {@code sluice tags read}. */
interface CommandGroup {
  List<Callable<Integer>> commands();
}
