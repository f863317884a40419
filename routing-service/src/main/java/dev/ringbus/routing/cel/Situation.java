package dev.ringbus.routing.cel;

import dev.cel.runtime.CelFunctionResolver;
import dev.cel.runtime.CelResolvedOverload;
import dev.cel.runtime.CelVariableResolver;
import dev.ringbus.model.Calendar;
import dev.ringbus.model.CallEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What conditions are evaluated in: one event at one moment, the same for all rules of a question.
 * Nothing is worked out that no expression asks for.
 */
public final class Situation implements CelVariableResolver, CelFunctionResolver {

  private final Optional<Object> call;
  private final Optional<Object> now;
  private final Instant moment;
  private final Map<String, Calendar> calendars;
  private @Nullable CelResolvedOverload open;

  /**
   * @param calendars by id, for {@code open('ID')}
   */
  public Situation(CallEvent event, Instant now, Map<String, Calendar> calendars) {
    this.call = Optional.of(new CallValue(event));
    this.now = Optional.of(now);
    this.moment = now;
    this.calendars = calendars;
  }

  @Override
  public Optional<Object> find(String variable) {
    return switch (variable) {
      case RuleLanguage.CALL -> call;
      case RuleLanguage.NOW -> now;
      default -> Optional.empty();
    };
  }

  @Override
  public Optional<CelResolvedOverload> findOverloadMatchingArgs(
      String function, Collection<String> overloads, Object[] arguments) {
    return findOverloadMatchingArgs(function, arguments);
  }

  @Override
  public Optional<CelResolvedOverload> findOverloadMatchingArgs(
      String function, Object[] arguments) {
    if (!function.equals(RuleLanguage.OPEN)) {
      return Optional.empty();
    }
    CelResolvedOverload bound = open;
    if (bound == null) {
      bound = RuleLanguage.open(this::isOpen);
      open = bound;
    }
    return Optional.of(bound);
  }

  private boolean isOpen(String id) {
    Calendar calendar = calendars.get(id);
    if (calendar == null) {
      throw new UnknownCalendar();
    }
    return calendar.isOpenAt(moment);
  }
}
