package dev.ringbus.routing.cel;

import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.compiler.CelCompiler;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.Program;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compiles conditions; safe for use by many threads. */
public final class Conditions {

  private static final Logger log = LoggerFactory.getLogger(Conditions.class);

  private final CelCompiler compiler = RuleLanguage.compiler();

  /** A runtime for each zone that an integration has named: there are not many. */
  private final Map<ZoneId, CelRuntime> runtimes = new ConcurrentHashMap<>();

  /**
   * The condition, whose {@code now} has the local time of {@code zone}. One that does not compile
   * here, although it did where the plan was applied, is {@link Condition#broken}: it costs its
   * rule, not the plan.
   */
  public Condition compile(String expression, ZoneId zone) {
    try {
      CelValidationResult checked = compiler.compile(expression);
      Program program =
          runtimes.computeIfAbsent(zone, RuleLanguage::runtime).createProgram(checked.getAst());
      return situation -> evaluate(program, situation);
    } catch (CelValidationException | CelEvaluationException e) {
      log.warn("the condition {} does not compile here: {}", expression, e.getMessage());
      return Condition.broken("when does not compile");
    }
  }

  private static Truth evaluate(Program program, Situation situation) {
    try {
      return Boolean.TRUE.equals(program.eval(situation, situation)) ? Truth.HOLDS : Truth.FAILS;
    } catch (CelEvaluationException e) {
      return new Truth.Unknown(why(e));
    } catch (RuntimeException | StackOverflowError _) {
      // A fault of the library itself costs a rule, never the answer.
      return new Truth.Unknown("when could not be evaluated");
    }
  }

  /** The library's own messages quote values of the call, so they go no further. */
  private static String why(CelEvaluationException e) {
    if (e.getCause() instanceof UnknownCalendar) {
      return "when asks for a calendar that is not there";
    }
    return switch (e.getErrorCode()) {
      case ATTRIBUTE_NOT_FOUND -> "when asks for a key that is not there";
      case INDEX_OUT_OF_BOUNDS -> "when asks for an element that is not there";
      case DIVIDE_BY_ZERO -> "when divides by zero";
      case NUMERIC_OVERFLOW -> "when counts beyond what a number holds";
      case BAD_FORMAT -> "when converts a text that is not of the form";
      case OVERLOAD_NOT_FOUND -> "when mixes types that do not go together";
      case ITERATION_BUDGET_EXCEEDED ->
          "when visits more than " + RuleLanguage.MAX_ITERATIONS + " elements";
      default -> "when could not be evaluated";
    };
  }
}
