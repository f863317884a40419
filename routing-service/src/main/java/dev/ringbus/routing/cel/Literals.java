package dev.ringbus.routing.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.Program;
import dev.ringbus.routing.cel.Verdict.Faulty;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds faults that the type checker does not see, because they are in the text of a literal: the
 * name of a calendar, a regular expression, a time, a duration, a time zone.
 *
 * <p>A literal is tried out with the function that it is written for, so that what passes here is
 * what the runtime takes.
 */
final class Literals {

  /** An expression in which the literal, as {@code p}, has the place that it has in a condition. */
  private static final Map<String, String> TRIALS =
      Map.of(
          "matches", "''.matches(p)",
          "timestamp", "timestamp(p)",
          "duration", "duration(p)",
          "zone", "timestamp('2026-01-01T00:00:00Z').getHours(p)");

  private static final Set<String> TAKE_A_ZONE =
      Set.of(
          "getFullYear",
          "getMonth",
          "getDayOfYear",
          "getDate",
          "getDayOfMonth",
          "getDayOfWeek",
          "getHours",
          "getMinutes",
          "getSeconds",
          "getMilliseconds");

  private final Map<String, Program> trials = new HashMap<>();

  Literals() {
    CelCompiler compiler = RuleLanguage.compilerBuilder().addVar("p", SimpleType.STRING).build();
    CelRuntime runtime = RuleLanguage.runtimeWithoutZone();
    TRIALS.forEach((name, expression) -> {
      try {
        trials.put(name, runtime.createProgram(compiler.compile(expression).getAst()));
      } catch (CelValidationException | CelEvaluationException e) {
        throw new IllegalStateException("a trial is an expression: " + expression, e);
      }
    });
  }

  Optional<Faulty> firstFault(CelAbstractSyntaxTree tree, Set<String> calendars) {
    return CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .map(CelNavigableExpr::expr)
        .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.CALL)
        .flatMap(node -> fault(tree, node.call(), calendars).stream())
        .findFirst();
  }

  private Optional<Faulty> fault(CelAbstractSyntaxTree tree, CelCall call, Set<String> calendars) {
    CelExpr literal = lastLiteral(call);
    if (literal == null) {
      return Optional.empty();
    }
    String text = literal.constant().stringValue();
    String function = call.function();
    Optional<String> fault =
        function.equals(RuleLanguage.OPEN)
            ? unknownCalendar(text, calendars)
            : trial(call).flatMap(trial -> refusal(trial, text));
    return fault.map(message -> at(tree, literal, message));
  }

  /** The last argument, if it is a literal text: of none of these functions is it another. */
  private static @Nullable CelExpr lastLiteral(CelCall call) {
    if (call.args().isEmpty()) {
      return null;
    }
    CelExpr last = call.args().getLast();
    return last.getKind() == CelExpr.ExprKind.Kind.CONSTANT
            && last.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? last
        : null;
  }

  private static Optional<String> unknownCalendar(String name, Set<String> calendars) {
    if (calendars.contains(name)) {
      return Optional.empty();
    }
    String choice =
        calendars.isEmpty()
            ? "there is none"
            : "there are " + String.join(", ", new TreeSet<>(calendars));
    return Optional.of("no calendar " + name + ": " + choice);
  }

  private Optional<Program> trial(CelCall call) {
    String name = TAKE_A_ZONE.contains(call.function()) ? "zone" : call.function();
    return Optional.ofNullable(trials.get(name));
  }

  private static Optional<String> refusal(Program trial, String text) {
    try {
      trial.eval(Map.of("p", text));
      return Optional.empty();
    } catch (CelEvaluationException e) {
      Throwable cause = e.getCause();
      String message = cause == null ? e.getMessage() : cause.getMessage();
      return Optional.of(message == null ? "not of the form that is expected here" : message);
    }
  }

  private static Faulty at(CelAbstractSyntaxTree tree, CelExpr node, String message) {
    Integer offset = tree.getSource().getPositionsMap().get(node.id());
    CelSourceLocation place =
        Optional.ofNullable(offset)
            .flatMap(tree.getSource()::getOffsetLocation)
            .orElse(CelSourceLocation.of(1, 0));
    return new Faulty(message, place.getLine(), place.getColumn() + 1);
  }
}
