package dev.ringbus.model;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Opening hours, for {@code open('NAME')} in rules.
 *
 * @param closed dates on which nothing opens, sorted; a span that began the day before still runs
 *     out
 */
public record Calendar(
    String id, ZoneId timeZone, List<Span> open, Set<LocalDate> closed, String version)
    implements ConfigResource {

  private static final int DAY = 24 * 60;

  public Calendar {
    open = List.copyOf(open);
    closed = Collections.unmodifiableSet(new TreeSet<>(closed));
  }

  /**
   * A span of opening hours, in minutes of the local clock after midnight.
   *
   * @param days the days on which it begins, from Monday on
   * @param from 0 to 1439
   * @param to 1 to 1440, exclusive; if not after {@code from} it is on the next day
   */
  public record Span(Set<DayOfWeek> days, int from, int to) {
    public Span {
      days = Collections.unmodifiableSet(new TreeSet<>(days));
      if (days.isEmpty() || from < 0 || from >= DAY || to < 1 || to > DAY) {
        throw new IllegalArgumentException("no such span: " + days + " " + from + "-" + to);
      }
    }

    boolean crossesMidnight() {
      return to <= from;
    }
  }

  @Override
  public String key() {
    return "calendar/" + id;
  }

  /** Whether a span is open at {@code instant}, on the calendar's own clock. */
  public boolean isOpenAt(Instant instant) {
    ZonedDateTime local = instant.atZone(timeZone);
    int minute = local.getHour() * 60 + local.getMinute();
    LocalDate today = local.toLocalDate();
    return open.stream()
        .anyMatch(
            span -> coversToday(span, today, minute) || coversSinceYesterday(span, today, minute));
  }

  private boolean coversToday(Span span, LocalDate today, int minute) {
    return beginsOn(span, today)
        && minute >= span.from()
        && (span.crossesMidnight() || minute < span.to());
  }

  private boolean coversSinceYesterday(Span span, LocalDate today, int minute) {
    return span.crossesMidnight() && beginsOn(span, today.minusDays(1)) && minute < span.to();
  }

  private boolean beginsOn(Span span, LocalDate date) {
    return span.days().contains(date.getDayOfWeek()) && !closed.contains(date);
  }
}
