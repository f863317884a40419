package dev.ringbus.routing.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelResolvedOverload;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeFactory;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Predicate;

/** The language of {@code when}: CEL with the variables and the function that rules have. */
final class RuleLanguage {

  static final String CALL = "call";
  static final String NOW = "now";
  static final String OPEN = "open";

  /** Characters of an expression: a screen of text is a plan of its own, not a condition. */
  static final int MAX_LENGTH = 4096;

  /** Elements that the macros of one evaluation may visit, all together. */
  static final int MAX_ITERATIONS = 1000;

  /** Instructions of a regular expression: RE2 takes text × instructions, never more. */
  private static final int MAX_REGEX = 500;

  private static final int MAX_DEPTH = 64;
  private static final int MAX_NODES = 2000;

  private static final String OPEN_OVERLOAD = "open_string";

  private static final CelOptions OPTIONS =
      CelOptions.current()
          // The runtime insists on it: 1 == 1.0 is true by the standard.
          .enableHeterogeneousNumericComparisons(true)
          .maxExpressionCodePointSize(MAX_LENGTH)
          .maxParseRecursionDepth(MAX_DEPTH)
          .maxParseExpressionNodeCount(MAX_NODES)
          .maxParseErrorRecoveryLimit(1)
          .comprehensionMaxIterations(MAX_ITERATIONS)
          .maxRegexProgramSize(MAX_REGEX)
          .build();

  private RuleLanguage() {}

  /** A compiler of conditions: the result is a bool. */
  static CelCompiler compiler() {
    return compilerBuilder()
        .setTypeProvider(new OneType(CallFields.TYPE))
        .addVar(CALL, CallFields.TYPE)
        .addVar(NOW, SimpleType.TIMESTAMP)
        .addFunctionDeclarations(
            CelFunctionDecl.newFunctionDeclaration(
                OPEN,
                CelOverloadDecl.newGlobalOverload(
                    OPEN_OVERLOAD, SimpleType.BOOL, SimpleType.STRING)))
        .setResultType(SimpleType.BOOL)
        .build();
  }

  /** A compiler without any of our variables, for the checks of literals. */
  static CelCompilerBuilder compilerBuilder() {
    return CelCompilerFactory.standardCelCompilerBuilder()
        .setOptions(OPTIONS)
        .setStandardMacros(CelStandardMacro.STANDARD_MACROS);
  }

  /** A runtime in which the parts of a time are those of {@code zone}. */
  static CelRuntime runtime(ZoneId zone) {
    return runtimeBuilder().addFunctionBindings(LocalTime.functions(zone)).build();
  }

  /** A runtime that has no zone, so that whatever depends on one is an error. */
  static CelRuntime runtimeWithoutZone() {
    return runtimeBuilder().build();
  }

  private static CelRuntimeBuilder runtimeBuilder() {
    return CelRuntimeFactory.plannerRuntimeBuilder()
        .setOptions(OPTIONS)
        .setStandardFunctions(LocalTime.otherFunctions())
        // Bound at each evaluation, since it depends on the moment.
        .addLateBoundFunctions(OPEN);
  }

  /** The function {@code open} of one evaluation. */
  @SuppressWarnings("Immutable") // It lives as long as its question, and in its thread.
  static CelResolvedOverload open(Predicate<String> isOpen) {
    return CelResolvedOverload.of(
        OPEN, OPEN_OVERLOAD, arguments -> isOpen.test((String) arguments[0]), true, String.class);
  }

  private record OneType(CelType type) implements CelTypeProvider {

    @Override
    public ImmutableCollection<CelType> types() {
      return ImmutableList.of(type);
    }

    @Override
    public Optional<CelType> findType(String name) {
      return name.equals(type.name()) ? Optional.of(type) : Optional.empty();
    }
  }
}
