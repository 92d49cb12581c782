package io.sluice.gateway.tidy;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** Names say what a thing is for; packages say it in a sentence. */
final class NameRules {
  private static final Pattern DUMPING_GROUND = Pattern.compile(".*(Utils?|Helpers?|Managers?)");
  private static final Set<String> IN_THE_PLAN = Set.of("RouteManager");
  private static final Set<String> TEST_ANNOTATIONS =
      Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "Property", "Example");
  private static final Pattern SENTENCE =
      Pattern.compile("(?!test(?![a-z]))[a-z]+\\d*([A-Z][a-z]*\\d*){2,}");

  /** Written in two parts, so that this file does not break its own rule. */
  private static final Pattern UNFINISHED =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

  private NameRules() {}

  static List<Finding> dumpingGrounds(JavaFile file) {
    List<Finding> found = new ArrayList<>();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
        String name = tree.getSimpleName().toString();
        if (DUMPING_GROUND.matcher(name).matches() && !IN_THE_PLAN.contains(name)) {
          found.add(file.finding(tree, name + " says nothing", "name what it does"));
        }
        return super.visitClass(tree, null);
      }
    }.scan(file.unit(), null);
    return found;
  }

  static List<Finding> testsThatAreNoSentence(JavaFile file) {
    List<Finding> found = new ArrayList<>();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitMethod(MethodTree tree, @Nullable Void nothing) {
        String name = tree.getName().toString();
        boolean test = tree.getModifiers().getAnnotations().stream().anyMatch(NameRules::marksTest);
        if (test && !SENTENCE.matcher(name).matches()) {
          String fix = "say what must be true, as in aBadReadHasNoValue";
          found.add(file.finding(tree, name + " is not a sentence", fix));
        }
        return super.visitMethod(tree, null);
      }
    }.scan(file.unit(), null);
    return found;
  }

  private static boolean marksTest(AnnotationTree annotation) {
    return TEST_ANNOTATIONS.contains(annotation.getAnnotationType().toString());
  }

  /** One finding for each production package without its sentence or its null contract. */
  static List<Finding> silentPackages(List<JavaFile> files) {
    Set<String> spoken = new HashSet<>();
    List<Finding> found = new ArrayList<>();
    for (JavaFile file : files) {
      if (file.isMain() && file.isPackageInfo()) {
        spoken.add(folderOf(file));
        if (!file.text().stripLeading().startsWith("/**") || !file.text().contains("@NullMarked")) {
          String fix = "begin with one sentence of Javadoc and @NullMarked";
          found.add(new Finding(file.path(), 1, "the package is not introduced", fix));
        }
      }
    }
    for (JavaFile file : files) {
      if (file.isMain() && spoken.add(folderOf(file))) {
        String fix = "add a package-info.java with one sentence and @NullMarked";
        found.add(new Finding(folderOf(file), 1, "the package has no package-info.java", fix));
      }
    }
    return found;
  }

  private static String folderOf(JavaFile file) {
    return file.path().substring(0, file.path().lastIndexOf('/'));
  }

  /**
   * One word, one thing: two public types of one name make a reader look twice. The simulator is a
   * world of its own, as a device is.
   */
  static List<Finding> wordsWithTwoMeanings(List<JavaFile> files) {
    Map<String, String> homes = new HashMap<>();
    List<Finding> found = new ArrayList<>();
    for (JavaFile file : files) {
      boolean ours = file.isMain() && !file.module().equals("simulator");
      for (Tree type : file.unit().getTypeDecls()) {
        if (ours && type instanceof ClassTree named && isPublic(named)) {
          String name = named.getSimpleName().toString();
          String other = homes.putIfAbsent(name, file.path());
          if (other != null) {
            found.add(file.finding(type, name + " is also in " + other, "keep one, or rename one"));
          }
        }
      }
    }
    return found;
  }

  private static boolean isPublic(ClassTree type) {
    return type.getModifiers().getFlags().contains(Modifier.PUBLIC);
  }

  static List<Finding> unfinished(String path, String text) {
    List<Finding> found = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (UNFINISHED.matcher(lines.get(i)).find()) {
        found.add(
            new Finding(
                path, i + 1L, "unfinished: " + lines.get(i).strip(), "finish it or open an issue"));
      }
    }
    return found;
  }
}
