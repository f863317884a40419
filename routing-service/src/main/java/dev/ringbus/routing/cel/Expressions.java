package dev.ringbus.routing.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.compiler.CelCompiler;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionResolver;
import dev.cel.runtime.CelResolvedOverload;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import dev.ringbus.routing.cel.Verdict.Constancy;
import dev.ringbus.routing.cel.Verdict.Faulty;
import dev.ringbus.routing.cel.Verdict.Sound;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * Checks conditions before a plan is applied, with the same compiler that routing uses: syntax,
 * types, names of fields and of calendars, regular expressions, times and zones written as
 * literals, size. Safe for use by many threads.
 */
public final class Expressions {

  private final CelCompiler compiler = RuleLanguage.compiler();
  private final CelRuntime runtime = RuleLanguage.runtimeWithoutZone();
  private final Literals literals = new Literals();

  /**
   * What there is to say of {@code expression}; of several faults, the first. Never throws,
   * whatever the text.
   *
   * @param calendars the names that {@code open} may be given
   */
  public Verdict check(String expression, Set<String> calendars) {
    if (expression.isBlank()) {
      return new Faulty("expected a condition, for example call.digits == \"1\"", 1, 1);
    }
    try {
      return checkText(expression, calendars);
    } catch (RuntimeException | StackOverflowError _) {
      // A fault of the library itself: whatever it stumbled over, routing would as well.
      return new Faulty("cannot be compiled: try to write it in a simpler way", 1, 1);
    }
  }

  private Verdict checkText(String expression, Set<String> calendars) {
    CelValidationResult checked = compiler.compile(expression);
    CelAbstractSyntaxTree tree;
    try {
      tree = checked.getAst();
    } catch (CelValidationException e) {
      return faulty(e.getErrors().getFirst());
    }
    return literals
        .firstFault(tree, calendars)
        .<Verdict>map(fault -> fault)
        .orElseGet(() -> new Sound(constancy(tree)));
  }

  private static Faulty faulty(CelIssue issue) {
    CelSourceLocation at = issue.getSourceLocation();
    // A fault of the whole expression (its size) has no place.
    return new Faulty(
        Wording.of(issue.getMessage()), Math.max(1, at.getLine()), Math.max(0, at.getColumn()) + 1);
  }

  /**
   * Evaluates without any variable: every use of one is an error, and only what is decided whatever
   * the variables are (CEL's {@code ||} and {@code &&} absorb errors) still has a value.
   */
  private Constancy constancy(CelAbstractSyntaxTree tree) {
    try {
      Object value = runtime.createProgram(tree).eval(NOTHING_KNOWN, NOTHING_KNOWN);
      return Boolean.TRUE.equals(value) ? Constancy.ALWAYS_TRUE : Constancy.ALWAYS_FALSE;
    } catch (CelEvaluationException _) {
      return Constancy.DEPENDS;
    }
  }

  private static final NothingKnown NOTHING_KNOWN = new NothingKnown();

  private static final class NothingKnown implements CelVariableResolver, CelFunctionResolver {

    @Override
    public Optional<Object> find(String variable) {
      throw unknown();
    }

    @Override
    public Optional<CelResolvedOverload> findOverloadMatchingArgs(
        String function, Collection<String> overloads, Object[] arguments) {
      throw unknown();
    }

    @Override
    public Optional<CelResolvedOverload> findOverloadMatchingArgs(
        String function, Object[] arguments) {
      throw unknown();
    }

    private static CelInvalidArgumentException unknown() {
      return new CelInvalidArgumentException("not known yet");
    }
  }
}
