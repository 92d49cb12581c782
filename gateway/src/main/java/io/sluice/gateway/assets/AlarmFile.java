package io.sluice.gateway.assets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One small file for each alarm that is not normal, in one folder. A file is the old one or the new
 * one after a kill or a power cut, never half of it. For one thread.
 */
final class AlarmFile {
  private static final Logger log = LoggerFactory.getLogger(AlarmFile.class);
  private static final String END = ".alarm.json";

  /** Far above what one alarm needs. */
  private static final long LARGEST = 256 * 1024;

  private final Path folder;

  AlarmFile(Path folder) {
    this.folder = folder;
  }

  /** All that are kept, by detector; a damaged one is told of and begins anew. */
  Map<String, AlarmMemory> readAll() throws IOException {
    Map<String, AlarmMemory> all = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return all;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + END)) {
      for (Path file : files) {
        try {
          if (Files.size(file) > LARGEST) {
            throw new IllegalArgumentException("it has more than " + LARGEST + " bytes");
          }
          AlarmMemory memory = AlarmMemory.parse(Files.readString(file));
          if (!file.equals(file(memory.detector()))) {
            throw new IllegalArgumentException("it is of " + memory.detector());
          }
          all.put(memory.detector(), memory);
        } catch (IllegalArgumentException | IOException damaged) {
          log.warn(
              "{}: what was kept of this alarm is lost, it begins anew: {}",
              file.getFileName(),
              damaged.getMessage());
        }
      }
    }
    return all;
  }

  void write(AlarmMemory memory) throws IOException {
    Files.createDirectories(folder);
    Path fresh = folder.resolve("." + memory.detector() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(memory.json().getBytes(StandardCharsets.UTF_8));
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
    Files.move(
        fresh,
        file(memory.detector()),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    forceNames();
  }

  void delete(String detector) throws IOException {
    if (Files.deleteIfExists(file(detector))) {
      forceNames();
    }
  }

  private Path file(String detector) {
    return folder.resolve(detector + END);
  }

  private void forceNames() throws IOException {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }
}
