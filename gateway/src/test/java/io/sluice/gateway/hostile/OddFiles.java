package io.sluice.gateway.hostile;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Hostile files that are no texts, or too large to lie in the test resources. */
final class OddFiles {
  private static final String ROUTE = "routes/x.camel.yaml";
  private static final String GOOD =
      "- route:\n    id: x\n    from:\n      uri: timer:x\n      steps:\n        - log: x\n";

  private final List<HostileFile> all = new ArrayList<>();

  private OddFiles() {}

  static List<HostileFile> all() {
    OddFiles odd = new OddFiles();
    odd.sizes();
    odd.depths();
    odd.bytes();
    odd.places();
    odd.otherPlaces();
    return odd.all;
  }

  private void sizes() {
    text("odd-10-mb", "10 MB of comments", "file-too-large", 0, "# x\n".repeat(2_500_000));
    text(
        "odd-million-timers",
        "a million timers",
        "file-too-large",
        0,
        "- {route: {id: a, from: {uri: \"timer:a\", steps: [{log: x}]}}}\n".repeat(1_000_000));
    text(
        "odd-long-uri",
        "a URI of 200 KB that backtracks",
        "route-scheme",
        1,
        "- {route: {id: a, from: {uri: \"" + "a-.".repeat(66_000) + "!\", steps: [{log: x}]}}}\n");
    text(
        "odd-long-key",
        "a key of 200 KB",
        "yaml-syntax",
        1,
        "- {route: {id: a, \""
            + "a ".repeat(100_000)
            + "\": 1, from: {uri: \"timer:x\", steps: []}}}");
    text(
        "odd-many-keys",
        "sixty thousand values",
        "too-many-aliases",
        1,
        "[" + "1,".repeat(60_000) + "1]");
    text("odd-many-problems", "ten thousand mistakes", "route-shape", 1, "- 1\n".repeat(10_000));
    text(
        "odd-many-anchors",
        "aliases without end",
        "too-many-aliases",
        22,
        "- &a x\n" + "- *a\n".repeat(1_000));
  }

  private void depths() {
    text("odd-brackets", "twenty thousand brackets", "too-deep", 1, "[".repeat(20_000));
    text("odd-braces", "twenty thousand braces", "too-deep", 1, "{a: ".repeat(20_000));
    StringBuilder block = new StringBuilder();
    for (int i = 0; i < 600; i++) {
      block.append(" ".repeat(i)).append("a:\n");
    }
    text("odd-indents", "six hundred indents", "too-deep", 51, block.toString());
    text("odd-dashes", "twenty thousand dashes", "too-deep", 1, "- ".repeat(20_000) + "x\n");
    text(
        "odd-flow-keys", "keys that are lists of keys", "too-deep", 1, "? ".repeat(20_000) + "x\n");
  }

  private void bytes() {
    text(
        "odd-nul",
        "a zero byte that ends a C text",
        "hidden-character",
        2,
        GOOD.replace("id: x", "id: x\0"));
    text(
        "odd-half",
        "half a file",
        "yaml-syntax",
        4,
        GOOD.replace("timer:x\n", "\"timer:x\n").substring(0, 60));
    text("odd-empty", "a file of no bytes, as while it is saved", "missing-value", 0, "");
    text("odd-blank", "a file of line ends", "missing-value", 0, "\n\n\n");
    text(
        "odd-line-separator",
        "a line end of Unicode",
        "hidden-character",
        2,
        GOOD.replace("id: x", "id: \"x\u2028y\""));
    text(
        "odd-next-line",
        "a line end of old terminals",
        "hidden-character",
        2,
        GOOD.replace("id: x", "id: \"x\u0085y\""));
    text(
        "odd-bom-inside",
        "a byte order mark inside",
        "hidden-character",
        2,
        GOOD.replace("id: x", "id: x\uFEFF"));
    raw("odd-utf-16", "a file in UTF-16", "not-utf8", 1, GOOD.getBytes(StandardCharsets.UTF_16));
    raw(
        "odd-latin-1",
        "a file in Latin 1",
        "not-utf8",
        1,
        ("# \u00fc\n" + GOOD).getBytes(StandardCharsets.ISO_8859_1));
    byte[] overlong = (GOOD + "# ..\n").getBytes(StandardCharsets.UTF_8);
    overlong[overlong.length - 3] = (byte) 0xC0;
    overlong[overlong.length - 2] = (byte) 0xAF;
    raw("odd-overlong", "a slash in two bytes", "not-utf8", 7, overlong);
    byte[] surrogate = (GOOD + "# ...\n").getBytes(StandardCharsets.UTF_8);
    surrogate[surrogate.length - 4] = (byte) 0xED;
    surrogate[surrogate.length - 3] = (byte) 0xA0;
    surrogate[surrogate.length - 2] = (byte) 0x80;
    raw("odd-surrogate", "half a character", "not-utf8", 7, surrogate);
    raw(
        "odd-zip",
        "an archive called a route",
        "hidden-character",
        1,
        new byte[] {'P', 'K', 3, 4, 20, 0, 8});
  }

  private void places() {
    add(
        "odd-directory",
        "a directory called a route",
        "file-unreadable",
        0,
        (box, file) -> Files.createDirectory(file));
    add(
        "odd-link-out",
        "a link to a file that everybody can read",
        "file-unreadable",
        0,
        (box, file) -> Files.createSymbolicLink(file, Path.of("/etc/hostname")));
    add(
        "odd-link-shadow",
        "a link to the password file",
        "file-unreadable",
        0,
        (box, file) -> Files.createSymbolicLink(file, Path.of("/etc/shadow")));
    add(
        "odd-link-device",
        "a link to a device without end",
        "file-unreadable",
        0,
        (box, file) -> Files.createSymbolicLink(file, Path.of("/dev/zero")));
    add(
        "odd-link-loop",
        "a link to itself",
        "file-unreadable",
        0,
        (box, file) -> Files.createSymbolicLink(file, file));
  }

  private void otherPlaces() {
    add(
        "odd-link-nowhere",
        "a link to nothing",
        "file-unreadable",
        0,
        (box, file) -> Files.createSymbolicLink(file, box.root().resolve("none")));
    add(
        "odd-link-beside",
        "a link to the configuration beside",
        "file-unreadable",
        0,
        (box, file) -> {
          Path other = Files.writeString(box.config().resolve("other.txt"), GOOD);
          Files.createSymbolicLink(file, other);
        });
    add("odd-pipe", "a pipe that nobody writes", "file-unreadable", 0, (box, file) -> pipe(file));
    all.add(
        new HostileFile(
            "odd-gateway-link",
            "a link to nothing as gateway.yaml",
            "config/gateway.yaml",
            "file-unreadable",
            0,
            (box, file) -> Files.createSymbolicLink(file, box.root().resolve("none"))));
    all.add(
        new HostileFile(
            "odd-gateway-pipe",
            "a pipe as gateway.yaml",
            "config/gateway.yaml",
            "file-unreadable",
            0,
            (box, file) -> pipe(file)));
    all.add(
        new HostileFile(
            "odd-many-files",
            "three thousand files",
            "routes",
            "file-too-large",
            0,
            (box, directory) -> {
              for (int i = 0; i < 3_000; i++) {
                Files.createFile(directory.resolve("x" + i + ".test.yaml"));
              }
            }));
  }

  private static void pipe(Path file) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("mkfifo", file.toString()).start();
    if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("no pipe was made");
    }
  }

  private void text(String name, String title, String code, int line, String text) {
    raw(name, title, code, line, text.getBytes(StandardCharsets.UTF_8));
  }

  private void raw(String name, String title, String code, int line, byte[] bytes) {
    add(
        name,
        title,
        code,
        line,
        (box, file) -> {
          try (OutputStream out = Files.newOutputStream(file)) {
            out.write(bytes);
          }
        });
  }

  private void add(String name, String title, String code, int line, HostileFile.Maker maker) {
    all.add(new HostileFile(name, title, ROUTE, code, line, maker));
  }
}
