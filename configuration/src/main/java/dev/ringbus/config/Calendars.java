package dev.ringbus.config;

import dev.ringbus.config.file.CalendarEntry;
import dev.ringbus.config.yaml.Setting;
import dev.ringbus.model.Calendar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes calendars. What can be wrong with one, the form of its texts says already. */
final class Calendars {

  private Calendars() {}

  static List<Calendar> of(Map<String, Setting<CalendarEntry>> entries) {
    return entries.entrySet().stream()
        .flatMap(
            entry -> entry.getValue().value().flatMap(it -> calendar(entry.getKey(), it)).stream())
        .toList();
  }

  private static Optional<Calendar> calendar(String id, CalendarEntry entry) {
    if (!entry.timeZone().isGiven() || !entry.open().isGiven()) {
      return Optional.empty();
    }
    return Optional.of(
        Versions.stamp(version ->
            new Calendar(
                id,
                entry.timeZone().get(),
                Setting.given(entry.open()),
                Set.copyOf(Setting.given(entry.closed())),
                version)));
  }
}
