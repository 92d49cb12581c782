package io.sluice.gateway.config.imports;

import io.sluice.gateway.options.SourceFile;

/** One format of other programs' tag lists. */
@FunctionalInterface
interface TagSource {
  /** Reads the file: every tag goes into the harvest, good or with what is wrong with it. */
  void read(SourceFile file, Harvest into);
}
