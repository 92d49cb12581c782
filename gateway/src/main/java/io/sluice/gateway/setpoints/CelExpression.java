package io.sluice.gateway.setpoints;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExprConverter;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Tag;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** CEL behind {@link Interlock}: compiles, rewrites whole numbers to doubles, evaluates. */
final class CelExpression {
  private static final int LONGEST = 1_000;
  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(LONGEST)
          .maxParseRecursionDepth(32)
          .maxParseExpressionNodeCount(200)
          .maxParseErrorRecoveryLimit(5)
          .enableComprehension(false)
          .enableHeterogeneousNumericComparisons(true)
          .build();
  private static final StandardFunction[] FUNCTIONS = {
    StandardFunction.LOGICAL_AND,
    StandardFunction.LOGICAL_OR,
    StandardFunction.LOGICAL_NOT,
    StandardFunction.CONDITIONAL,
    StandardFunction.EQUALS,
    StandardFunction.NOT_EQUALS,
    StandardFunction.LESS,
    StandardFunction.LESS_EQUALS,
    StandardFunction.GREATER,
    StandardFunction.GREATER_EQUALS,
    StandardFunction.ADD,
    StandardFunction.SUBTRACT,
    StandardFunction.MULTIPLY,
    StandardFunction.DIVIDE,
    StandardFunction.NEGATE,
  };

  /** Parsing needs no names. */
  private static final CelCompiler PARSER = compiler(Collections.emptySortedMap());

  private final CelRuntime.Program program;
  private final SortedMap<String, Tag> used;

  private CelExpression(CelRuntime.Program program, SortedMap<String, Tag> used) {
    this.program = program;
    this.used = used;
  }

  /**
   * One evaluation.
   *
   * @param values the tags with their values, for people
   */
  record Result(boolean holds, String values) {}

  /**
   * @param tags by the name that {@link InterlockNames#of} gives them
   */
  static CelExpression compile(String text, SortedMap<String, Tag> tags) {
    return compile(text, new InterlockNames(text, tags), Map.of());
  }

  /**
   * Compiles an expression that may also ask detectors.
   *
   * @param questions what detectors can be asked, by the variable that stands for the answer
   */
  static CelExpression compile(String text, InterlockNames names, Map<String, Tag> questions) {
    try {
      CelAbstractSyntaxTree parsed = PARSER.parse(text).getAst();
      CelMutableExpr expr = CelMutableExprConverter.fromCelExpr(parsed.getExpr());
      SortedMap<String, Tag> used = new TreeMap<>();
      rewrite(expr, names, questions, used);
      // The source of the text as written keeps the columns of what the check complains about.
      CelAbstractSyntaxTree rewritten =
          CelAbstractSyntaxTree.newParsedAst(
              CelMutableExprConverter.fromMutableExpr(expr), parsed.getSource());
      CelAbstractSyntaxTree checked = compiler(used).check(rewritten).getAst();
      return new CelExpression(runtime().createProgram(checked), used);
    } catch (CelValidationException invalid) {
      CelIssue first = invalid.getErrors().get(0);
      int column = first.getSourceLocation().getColumn() + 1;
      throw names.explain(first.getMessage(), column);
    } catch (CelEvaluationException invalid) {
      throw new InterlockException(text + ": " + invalid.getMessage(), 1, null);
    }
  }

  List<Tag> tags() {
    return used.values().stream().distinct().toList();
  }

  /** Empty where the arithmetic failed. */
  Optional<Result> evaluate(Inputs inputs) {
    Map<String, Object> values = new HashMap<>();
    used.forEach((name, tag) -> values.put(name, celValue(tag, inputs)));
    try {
      Object result = program.eval(values);
      return result instanceof Boolean holds
          ? Optional.of(new Result(holds, spelt(inputs)))
          : Optional.empty();
    } catch (CelEvaluationException noResult) {
      return Optional.empty();
    }
  }

  /** Knows only what the expression names: a plant has 10,000 tags and an interlock three. */
  private static CelCompiler compiler(SortedMap<String, Tag> used) {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardEnvironmentEnabled(false)
            .setStandardDeclarations(
                CelStandardDeclarations.newBuilder().includeFunctions(FUNCTIONS).build())
            .setResultType(SimpleType.BOOL);
    used.forEach((name, tag) -> builder.addVar(name, type(tag)));
    return builder.build();
  }

  private static CelRuntime runtime() {
    return CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();
  }

  private static CelType type(Tag tag) {
    return tag.type() == DataType.BOOL ? SimpleType.BOOL : SimpleType.DOUBLE;
  }

  private static Object celValue(Tag tag, Inputs inputs) {
    double value = value(tag, inputs);
    return tag.type() == DataType.BOOL ? (Object) (value != 0) : (Object) value;
  }

  private static double value(Tag tag, Inputs inputs) {
    Inputs.Sample sample = inputs.get(tag.name());
    Double value = sample == null ? null : sample.value();
    return value == null ? Double.NaN : value;
  }

  private String spelt(Inputs inputs) {
    return used.values().stream()
        .distinct()
        .map(tag -> tag.name() + " is " + Phrase.value(value(tag, inputs), tag))
        .collect(Collectors.joining(", "));
  }

  private static void rewrite(
      CelMutableExpr expr,
      InterlockNames names,
      Map<String, Tag> questions,
      SortedMap<String, Tag> used) {
    String path = path(expr);
    Tag tag = path == null ? null : names.tags().get(path);
    if (path != null && tag != null) {
      used.put(path, tag);
      return;
    }
    switch (expr.getKind()) {
      case CONSTANT -> expr.setConstant(asDouble(expr.constant()));
      case SELECT -> rewrite(expr.select().operand(), names, questions, used);
      case CALL -> {
        String variable = asked(expr, names);
        Tag answer = variable == null ? null : questions.get(variable);
        if (variable != null && answer != null) {
          used.put(variable, answer);
          expr.setIdent(CelMutableExpr.CelMutableIdent.create(variable));
          return;
        }
        names.allowCall(expr.call().function());
        expr.call().target().ifPresent(target -> rewrite(target, names, questions, used));
        expr.call().args().forEach(arg -> rewrite(arg, names, questions, used));
      }
      case LIST ->
          expr.list().elements().forEach(element -> rewrite(element, names, questions, used));
      default -> {}
    }
  }

  /** The variable of {@code alarm("name")} or {@code score("name")}, or null. */
  private static @Nullable String asked(CelMutableExpr expr, InterlockNames names) {
    String function = expr.call().function();
    List<CelMutableExpr> args = expr.call().args();
    boolean question =
        names.asksDetectors()
            && Condition.QUESTIONS.contains(function)
            && expr.call().target().isEmpty()
            && args.size() == 1
            && args.get(0).getKind() == CelExpr.ExprKind.Kind.CONSTANT
            && args.get(0).constant().getKind() == CelConstant.Kind.STRING_VALUE;
    if (!question) {
      return null;
    }
    String detector = args.get(0).constant().stringValue();
    names.allowDetector(detector);
    return Condition.variable(function, detector);
  }

  private static CelConstant asDouble(CelConstant constant) {
    return switch (constant.getKind()) {
      case INT64_VALUE -> CelConstant.ofValue((double) constant.int64Value());
      default -> constant;
    };
  }

  /** {@code a.b.c} of a chain of selects, or null. */
  private static @Nullable String path(CelMutableExpr expr) {
    return switch (expr.getKind()) {
      case IDENT -> expr.ident().name();
      case SELECT -> {
        String operand = path(expr.select().operand());
        yield operand == null ? null : operand + "." + expr.select().field();
      }
      default -> null;
    };
  }
}
