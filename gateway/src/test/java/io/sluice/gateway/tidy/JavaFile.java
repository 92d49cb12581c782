package io.sluice.gateway.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A parsed source file; the path is relative to the repository, with forward slashes. */
record JavaFile(String path, String text, CompilationUnitTree unit, SourcePositions positions) {
  private static final JavaCompiler COMPILER =
      Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "the tests run on a JDK");

  /** One for all: opening the platform's own files takes far longer than parsing one of ours. */
  private static final StandardJavaFileManager FILES =
      COMPILER.getStandardFileManager(null, null, StandardCharsets.UTF_8);

  static JavaFile parse(String path, String text) {
    return parseAll(Map.of(path, text)).get(0);
  }

  /** Parses texts by their path. Nothing is resolved, so a snippet needs no class path. */
  static List<JavaFile> parseAll(Map<String, String> texts) {
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    List<Text> sources =
        texts.entrySet().stream().map(entry -> new Text(entry.getKey(), entry.getValue())).toList();
    JavacTask task =
        (JavacTask) COMPILER.getTask(null, FILES, problems, List.of("-proc:none"), null, sources);
    SourcePositions positions = Trees.instance(task).getSourcePositions();
    List<JavaFile> files = new ArrayList<>();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        // The compiler hands back its own wrapping of a source; its name is the path of the URI.
        String path = unit.getSourceFile().getName().substring(1);
        String text = unit.getSourceFile().getCharContent(true).toString();
        files.add(new JavaFile(path, text, unit, positions));
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    for (Diagnostic<?> problem : problems.getDiagnostics()) {
      if (problem.getKind() == Diagnostic.Kind.ERROR) {
        throw new IllegalArgumentException("a source does not parse: " + problem);
      }
    }
    return files;
  }

  String module() {
    return path.substring(0, path.indexOf('/'));
  }

  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  boolean isMain() {
    return path.contains("/src/main/java/");
  }

  boolean isPackageInfo() {
    return path.endsWith("/package-info.java");
  }

  String packageName() {
    return unit.getPackageName() == null ? "" : unit.getPackageName().toString();
  }

  long lines() {
    return text.lines().count();
  }

  long firstLine(Tree tree) {
    return unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
  }

  long lastLine(Tree tree) {
    return unit.getLineMap().getLineNumber(positions.getEndPosition(unit, tree));
  }

  Finding finding(Tree tree, String problem, String fix) {
    return new Finding(path, firstLine(tree), problem, fix);
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(String path, String text) {
      super(URI.create("string:///" + path), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
