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
import dev.cel.runtime.Program;
import dev.ringbus.routing.cel.Verdict.Faulty;
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

  /**
   * How to try a literal out.
   *
   * @param program in which the literal, as {@code p}, has the place that it has in a condition
   * @param expected what to say if it is refused
   */
  private record Trial(Program program, String expected) {}

  private static final String ZONE = "zone";

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

  private final Map<String, Trial> trials;

  Literals() {
    trials =
        Map.of(
            "matches",
            trial("''.matches(p)", "expected a regular expression of RE2, and not too large a one"),
            "timestamp",
            trial("timestamp(p)", "expected a time such as 2026-12-31T18:00:00+03:00"),
            "duration",
            trial("duration(p)", "expected a duration such as 90m or 1h30m"),
            ZONE,
            trial(
                "timestamp('2026-01-01T00:00:00Z').getHours(p)",
                "expected a time zone such as Europe/Moscow or +03:00"));
  }

  private static Trial trial(String expression, String expected) {
    try {
      CelCompiler compiler = RuleLanguage.compilerBuilder().addVar("p", SimpleType.STRING).build();
      return new Trial(
          RuleLanguage.runtimeWithoutZone().createProgram(compiler.compile(expression).getAst()),
          expected);
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalStateException("no expression: " + expression, e);
    }
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
    Optional<String> fault =
        call.function().equals(RuleLanguage.OPEN)
            ? unknownCalendar(text, calendars)
            : refusal(TAKE_A_ZONE.contains(call.function()) ? ZONE : call.function(), text);
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

  private Optional<String> refusal(String name, String text) {
    Trial trial = trials.get(name);
    if (trial == null) {
      return Optional.empty();
    }
    try {
      trial.program().eval(Map.of("p", text));
      return Optional.empty();
    } catch (CelEvaluationException _) {
      return Optional.of(trial.expected());
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
