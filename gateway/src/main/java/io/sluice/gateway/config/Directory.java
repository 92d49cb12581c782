package io.sluice.gateway.config;

import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.FileSource;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.Problems;
import io.sluice.gateway.options.SourceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Lists a directory of the user's files, in order of name, bounded, without what editors leave. */
final class Directory {
  static final int MOST_FILES = 2_000;

  private final Path path;
  private final Problems problems;
  private final FileSource source;

  Directory(Path path, Problems problems, FileSource source) {
    this.path = path;
    this.problems = problems;
    this.source = source;
  }

  /** Whether it is there; if not, a problem says what to do. */
  boolean exists(String option, String what) {
    if (source.kind(path) == FileSource.Kind.FOLDER) {
      return true;
    }
    SourceFile named = new SourceFile(path.toString(), "");
    problems.add(
        Problem.error(
                named.whole(),
                Code.FILE_MISSING,
                source.kind(path) != FileSource.Kind.NOTHING
                    ? "is not a directory; " + what + " is expected here"
                    : "there is no such directory; " + what + " is expected here")
            .fix(option + " DIR"));
    return false;
  }

  /** Paths in it, hidden ones and editors' copies left out; none where it is not there. */
  List<Path> files() {
    if (source.kind(path) != FileSource.Kind.FOLDER) {
      return List.of();
    }
    try {
      List<Path> found =
          source.list(path).stream()
              .filter(Directory::meant)
              .sorted()
              .limit(MOST_FILES + 1L)
              .toList();
      if (found.size() > MOST_FILES) {
        problems.error(
            new SourceFile(path.toString(), "").whole(),
            Code.FILE_TOO_LARGE,
            "has more than " + MOST_FILES + " files");
      }
      return found.stream().filter(this::inside).toList();
    } catch (IOException unreadable) {
      problems.error(
          new SourceFile(path.toString(), "").whole(),
          Code.FILE_UNREADABLE,
          "cannot be listed by this user");
      return List.of();
    }
  }

  /** A file in it that may be left out. */
  Optional<Path> file(String name) {
    Path file = path.resolve(name);
    return source.kind(file) == FileSource.Kind.NOTHING
        ? Optional.empty()
        : Optional.of(file).filter(this::inside);
  }

  /** A link may not lead out: what is read is what lies in the reviewed directory. */
  private boolean inside(Path file) {
    try {
      if (source.inside(path, file)) {
        return true;
      }
      problems.error(
          new SourceFile(file.toString(), "").whole(),
          Code.FILE_UNREADABLE,
          "is a link that leads out of " + path);
    } catch (IOException broken) {
      problems.error(
          new SourceFile(file.toString(), "").whole(),
          Code.FILE_UNREADABLE,
          "is a link that leads nowhere, or cannot be read by this user");
    }
    return false;
  }

  /** Whether a file of this name is the user's, and not what an editor leaves beside it. */
  static boolean meant(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".")
        && !name.startsWith("~")
        && !name.startsWith("#")
        && !name.endsWith("~")
        && !name.endsWith(".swp")
        && !name.endsWith(".bak");
  }
}
