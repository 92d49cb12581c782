package io.sluice.gateway.setpoints;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names in an audit folder: {@code audit-000001.jsonl} and so on, the newest with the highest
 * number, and {@code audit.head} with number and hash of the last line.
 */
final class AuditFiles {
  private static final Pattern NAME = Pattern.compile("audit-\\d{6,9}\\.jsonl");

  private AuditFiles() {}

  /** Oldest first. */
  static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return new ArrayList<>(
          all.filter(file -> NAME.matcher(file.getFileName().toString()).matches())
              .sorted(Comparator.comparingLong(AuditFiles::number))
              .toList());
    }
  }

  static Path file(Path folder, long number) {
    return folder.resolve(String.format(Locale.ROOT, "audit-%06d.jsonl", number));
  }

  static long number(Path file) {
    String name = file.getFileName().toString();
    return Long.parseLong(name.substring("audit-".length(), name.length() - ".jsonl".length()));
  }

  /** A new file's name is on the disk only once its folder is. */
  static void forceNames(Path folder) throws IOException {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  static Path head(Path folder) {
    return folder.resolve("audit.head");
  }
}
