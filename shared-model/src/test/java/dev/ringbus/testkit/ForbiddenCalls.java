package dev.ringbus.testkit;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.time.Clock;
import java.util.UUID;

/**
 * Calls that make a class depend on the moment, on chance, or on a thread that waits: allowed in
 * {@code main} and where things are put together.
 */
final class ForbiddenCalls {

  private static final String REACTOR = "reactor.core.publisher";

  private ForbiddenCalls() {}

  static ArchRule rule() {
    return ArchRuleDefinition.noClasses()
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe(
                "the clock, chance or a waiting thread is reached for",
                access -> isForbidden(access) && !isExempt(access)));
  }

  private static boolean isExempt(JavaAccess<?> access) {
    return access.getOrigin().getName().equals("main") || Wiring.isWiring(access.getOriginOwner());
  }

  private static boolean isForbidden(JavaAccess<?> access) {
    if (!(access.getTarget() instanceof CodeUnitAccessTarget target)) {
      return false;
    }
    String owner = target.getOwner().getName();
    String name = target.getName();
    if (target.getOwner().getPackageName().equals("java.time")) {
      return readsTheClock(target);
    }
    if (target.getOwner().getPackageName().equals(REACTOR)) {
      return name.startsWith("block") || isBareSubscribe(target);
    }
    return (owner.equals(System.class.getName()) && name.equals("currentTimeMillis"))
        || (owner.equals(UUID.class.getName()) && name.equals("randomUUID"))
        || (owner.equals(Thread.class.getName()) && name.equals("sleep"));
  }

  private static boolean readsTheClock(CodeUnitAccessTarget target) {
    return target.getOwner().isEquivalentTo(Clock.class)
        ? target.getName().startsWith("system")
        : target.getName().equals("now")
            && target.getRawParameterTypes().stream()
                .noneMatch(parameter -> parameter.isEquivalentTo(Clock.class));
  }

  private static boolean isBareSubscribe(CodeUnitAccessTarget target) {
    return target.getName().equals("subscribe") && target.getRawParameterTypes().isEmpty();
  }
}
