package io.sluice.gateway.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much of the disk is free. */
@FunctionalInterface
interface DiskSpace {
  DiskSpace REAL = directory -> Files.getFileStore(directory).getUsableSpace();

  /** Bytes that the gateway may still write where the directory is. */
  long usable(Path directory) throws IOException;
}
