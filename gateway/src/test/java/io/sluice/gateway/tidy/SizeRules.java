package io.sluice.gateway.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small, in reading order: files, methods and parameter lists have limits. */
final class SizeRules {
  static final int MOST_LINES_OF_A_FILE = 400;
  static final int MOST_LINES_OF_A_METHOD = 60;
  static final int MOST_PARAMETERS = 5;

  private SizeRules() {}

  static List<Finding> longFiles(JavaFile file) {
    if (file.lines() <= MOST_LINES_OF_A_FILE) {
      return List.of();
    }
    String problem = "%d lines; %d are allowed".formatted(file.lines(), MOST_LINES_OF_A_FILE);
    return List.of(new Finding(file.path(), file.lines(), problem, "split it by what it does"));
  }

  static List<Finding> longMethods(JavaFile file) {
    List<Finding> found = new ArrayList<>();
    new Methods() {
      @Override
      void visit(ClassTree owner, MethodTree method) {
        long lines = file.lastLine(method) - file.firstLine(method) + 1;
        if (lines > MOST_LINES_OF_A_METHOD) {
          String problem =
              "%s has %d lines; %d are allowed"
                  .formatted(method.getName(), lines, MOST_LINES_OF_A_METHOD);
          found.add(file.finding(method, problem, "give its parts names of their own"));
        }
      }
    }.scan(file.unit(), null);
    return found;
  }

  /**
   * The canonical constructor of a record and an overridden method did not choose their own list; a
   * record's constructor that leaves out the last components has theirs.
   */
  static List<Finding> manyParameters(JavaFile file) {
    List<Finding> found = new ArrayList<>();
    new Methods() {
      @Override
      void visit(ClassTree owner, MethodTree method) {
        int count = method.getParameters().size();
        if (count > MOST_PARAMETERS && !overrides(method) && !isCanonical(owner, method)) {
          String problem =
              "%s has %d parameters; %d are allowed"
                  .formatted(method.getName(), count, MOST_PARAMETERS);
          found.add(file.finding(method, problem, "group them in a record that has a name"));
        }
      }
    }.scan(file.unit(), null);
    return found;
  }

  private static boolean overrides(MethodTree method) {
    return method.getModifiers().getAnnotations().stream()
        .anyMatch(annotation -> annotation.getAnnotationType().toString().equals("Override"));
  }

  private static boolean isCanonical(ClassTree owner, MethodTree method) {
    if (owner.getKind() != Tree.Kind.RECORD || method.getReturnType() != null) {
      return false;
    }
    List<String> components =
        owner.getMembers().stream()
            .filter(VariableTree.class::isInstance)
            .map(VariableTree.class::cast)
            .filter(field -> !field.getModifiers().toString().contains("static"))
            .map(field -> field.getType().toString())
            .toList();
    List<String> parameters =
        method.getParameters().stream().map(parameter -> parameter.getType().toString()).toList();
    return parameters.size() <= components.size()
        && components.subList(0, parameters.size()).equals(parameters);
  }

  private abstract static class Methods extends TreeScanner<@Nullable Void, @Nullable ClassTree> {
    abstract void visit(ClassTree owner, MethodTree method);

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable ClassTree owner) {
      return super.visitClass(tree, tree);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable ClassTree owner) {
      if (owner != null) {
        visit(owner, method);
      }
      return super.visitMethod(method, owner);
    }
  }
}
