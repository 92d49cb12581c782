package io.sluice.gateway.tidy;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Nobody reads the clock, sleeps, rolls dice or opens a socket below the top, and nobody swallows a
 * failure. Calls are known by their written names: `Instant.now` is one wherever it is imported
 * from.
 */
final class CallRules {
  private static final String CLOCK_FIX = "take a PlantClock by constructor";
  private static final String DICE_FIX = "take a seed by constructor";
  private static final String SOCKET_FIX = "leave the wire to a protocol library";

  static final Ban SLEEP =
      new Ban("sleep", "\\w+\\.sleep|LockSupport\\.park\\w*", "let the clock's loop schedule it");
  static final Ban CLOCK =
      new Ban(
          "clock",
          "System\\.(currentTimeMillis|nanoTime)|Clock\\.system\\w*|Calendar\\.getInstance"
              + "|new Date\\(\\)|(Instant|DateTime|Year|YearMonth|MonthDay"
              + "|(Local|Zoned|Offset)(Date|Time|DateTime))\\.now",
          CLOCK_FIX);

  /** SecureRandom is free: a secret that can be seeded is none. */
  static final Ban DICE =
      new Ban(
          "dice",
          "new (Random|SplittableRandom)\\(\\)|Math\\.random|UUID\\.randomUUID"
              + "|ThreadLocalRandom\\.current|RandomGenerator\\.getDefault",
          DICE_FIX);

  static final Ban SOCKET =
      new Ban(
          "socket",
          "new (Socket|ServerSocket|DatagramSocket)\\(.*\\)"
              + "|(Socket|ServerSocket|Datagram|AsynchronousSocket|AsynchronousServerSocket)Channel\\.open",
          SOCKET_FIX);
  static final Ban EXIT =
      new Ban("exit", "System\\.exit|\\w+\\.halt", "return an exit code to Main");
  static final Ban CONSOLE =
      new Ban("console", "System\\.(out|err)", "log it, or hand it to the command line");
  static final Ban STACK_TRACE =
      new Ban("stack trace", "\\w+\\.printStackTrace", "log it, or fail with what and fix");
  static final Ban DESERIALISATION =
      new Ban("deserialisation", "ObjectInputStream", "parse a format with a length and a schema");

  private CallRules() {}

  /** What must not be written, as a pattern over names such as `Instant.now` and `new Random()`. */
  record Ban(String name, Pattern uses, String fix) {
    Ban(String name, String uses, String fix) {
      this(name, Pattern.compile(uses), fix);
    }
  }

  static List<Finding> uses(JavaFile file, Ban ban) {
    List<Finding> found = new ArrayList<>();
    new Names() {
      @Override
      void name(String name, Tree tree) {
        if (ban.uses().matcher(name).matches()) {
          found.add(file.finding(tree, name + " is not allowed here", ban.fix()));
        }
      }
    }.scan(file.unit(), null);
    return found;
  }

  static List<Finding> emptyCatches(JavaFile file) {
    List<Finding> found = new ArrayList<>();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitCatch(CatchTree tree, @Nullable Void nothing) {
        if (tree.getBlock().getStatements().isEmpty()) {
          String fix = "count it, log it, return a value that says so, or pass it on";
          found.add(file.finding(tree, "a failure is swallowed", fix));
        }
        return super.visitCatch(tree, null);
      }
    }.scan(file.unit(), null);
    return found;
  }

  /**
   * Tells each name as it is written: `Owner.member` by the last word of the owner, types alone.
   */
  private abstract static class Names extends TreeScanner<@Nullable Void, @Nullable Void> {
    abstract void name(String name, Tree tree);

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void nothing) {
      name(lastWord(tree.getExpression()) + "." + tree.getIdentifier(), tree);
      name(tree.getIdentifier().toString(), tree);
      return super.visitMemberSelect(tree, null);
    }

    @Override
    public @Nullable Void visitMemberReference(MemberReferenceTree tree, @Nullable Void nothing) {
      String type = lastWord(tree.getQualifierExpression());
      boolean constructor = tree.getMode() == MemberReferenceTree.ReferenceMode.NEW;
      name(constructor ? "new " + type + "()" : type + "." + tree.getName(), tree);
      return super.visitMemberReference(tree, null);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void nothing) {
      String arguments = tree.getArguments().isEmpty() ? "" : "...";
      name("new " + lastWord(tree.getIdentifier()) + "(" + arguments + ")", tree);
      return super.visitNewClass(tree, null);
    }

    @Override
    public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void nothing) {
      name(tree.getName().toString(), tree);
      return super.visitIdentifier(tree, null);
    }

    private static String lastWord(Tree owner) {
      if (owner instanceof MemberSelectTree select) {
        return select.getIdentifier().toString();
      }
      return owner instanceof IdentifierTree word ? word.getName().toString() : "expression";
    }
  }
}
