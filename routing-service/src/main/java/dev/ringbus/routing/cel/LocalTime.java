package dev.ringbus.routing.cel;

import com.google.errorprone.annotations.Immutable;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.standard.CelStandardOverload;
import dev.cel.runtime.standard.GetDateFunction.GetDateOverload;
import dev.cel.runtime.standard.GetDayOfMonthFunction.GetDayOfMonthOverload;
import dev.cel.runtime.standard.GetDayOfWeekFunction.GetDayOfWeekOverload;
import dev.cel.runtime.standard.GetDayOfYearFunction.GetDayOfYearOverload;
import dev.cel.runtime.standard.GetFullYearFunction.GetFullYearOverload;
import dev.cel.runtime.standard.GetHoursFunction.GetHoursOverload;
import dev.cel.runtime.standard.GetMinutesFunction.GetMinutesOverload;
import dev.cel.runtime.standard.GetMonthFunction.GetMonthOverload;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;

/**
 * The parts of a time without a zone argument, in a given zone rather than in UTC.
 *
 * <p>A CEL timestamp is an instant and has no zone, and {@code now.getHours()} is UTC by the
 * standard, which is of no use to somebody who writes opening hours. So these overloads are
 * replaced, zone by zone; instants themselves, and the overloads that name a zone, stay the
 * standard's.
 */
final class LocalTime {

  private static final Set<CelStandardOverload> REPLACED =
      Set.of(
          GetFullYearOverload.TIMESTAMP_TO_YEAR,
          GetMonthOverload.TIMESTAMP_TO_MONTH,
          GetDayOfYearOverload.TIMESTAMP_TO_DAY_OF_YEAR,
          GetDateOverload.TIMESTAMP_TO_DAY_OF_MONTH_1_BASED,
          GetDayOfMonthOverload.TIMESTAMP_TO_DAY_OF_MONTH,
          GetDayOfWeekOverload.TIMESTAMP_TO_DAY_OF_WEEK,
          GetHoursOverload.TIMESTAMP_TO_HOURS,
          GetMinutesOverload.TIMESTAMP_TO_MINUTES);

  private LocalTime() {}

  /** The standard functions but those. */
  static CelStandardFunctions otherFunctions() {
    return CelStandardFunctions.newBuilder()
        .filterFunctions((_, overload) -> !REPLACED.contains(overload))
        .build();
  }

  /** Those functions on the clock of {@code zone}, counting from 0 or 1 as the standard does. */
  static List<CelFunctionBinding> functions(ZoneId zone) {
    return List.of(
        part("timestamp_to_year", zone, ZonedDateTime::getYear),
        part("timestamp_to_month", zone, time -> time.getMonthValue() - 1),
        part("timestamp_to_day_of_year", zone, time -> time.getDayOfYear() - 1),
        part("timestamp_to_day_of_month_1_based", zone, ZonedDateTime::getDayOfMonth),
        part("timestamp_to_day_of_month", zone, time -> time.getDayOfMonth() - 1),
        part("timestamp_to_day_of_week", zone, time -> time.getDayOfWeek().getValue() % 7),
        part("timestamp_to_hours", zone, ZonedDateTime::getHour),
        part("timestamp_to_minutes", zone, ZonedDateTime::getMinute));
  }

  private static CelFunctionBinding part(String overload, ZoneId zone, Part part) {
    return CelFunctionBinding.from(overload, Instant.class, time -> part.of(time.atZone(zone)));
  }

  @Immutable
  private interface Part {
    long of(ZonedDateTime time);
  }
}
