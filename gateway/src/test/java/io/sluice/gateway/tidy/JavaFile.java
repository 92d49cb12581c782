package io.sluice.gateway.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A parsed source file; the path is relative to the repository, with forward slashes. */
record JavaFile(String path, String text, CompilationUnitTree unit, SourcePositions positions) {
  private static final JavaCompiler COMPILER =
      Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "the tests run on a JDK");

  /** Parses only: nothing is resolved, so a snippet needs no class path. */
  static JavaFile parse(String path, String text) {
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    JavacTask task =
        (JavacTask)
            COMPILER.getTask(
                null, null, problems, List.of("-proc:none"), null, List.of(new Text(path, text)));
    try {
      CompilationUnitTree unit = task.parse().iterator().next();
      for (Diagnostic<?> problem : problems.getDiagnostics()) {
        if (problem.getKind() == Diagnostic.Kind.ERROR) {
          throw new IllegalArgumentException(path + " does not parse: " + problem);
        }
      }
      return new JavaFile(path, text, unit, Trees.instance(task).getSourcePositions());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
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
