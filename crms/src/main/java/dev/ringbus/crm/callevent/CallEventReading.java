package dev.ringbus.crm.callevent;

import dev.ringbus.crm.SettingsReading;
import dev.ringbus.model.Crm;
import java.time.Duration;
import java.util.Objects;

/** One reading of the resource of a CRM that was made for MTS. */
final class CallEventReading {

  private final Crm crm;
  private final SettingsReading settings;

  CallEventReading(Crm crm) {
    this.crm = crm;
    settings = new SettingsReading(crm, CallEventSettings.TYPE);
  }

  CallEventSettings read() {
    Duration every = every();
    return settings.valid(
        new CallEventSettings(
            crm.id(),
            settings.baseUrl(),
            user(),
            settings.secret("password"),
            every,
            within(every),
            settings.concurrency(CallEventSettings.CONCURRENCY, CallEventSettings.MOST_AT_ONCE),
            text("un"),
            settings.duration("staleAfter", CallEventSettings.STALE_AFTER)));
  }

  private String user() {
    String user = text("user");
    if (user.isEmpty()) {
      settings.fault("user", "expected the Basic user, found nothing");
    } else if (user.contains(":")) {
      settings.fault("user", "expected a Basic user, in which no colon can be");
    }
    return user;
  }

  private Duration every() {
    Duration every = settings.duration("every", CallEventSettings.EVERY);
    if (every.compareTo(CallEventSettings.SHORTEST_EVERY) < 0
        || every.compareTo(CallEventSettings.LONGEST_EVERY) > 0) {
      settings.fault("every", "expected PT1S to PT60S, not " + every);
      return CallEventSettings.EVERY;
    }
    return every;
  }

  private Duration within(Duration every) {
    Duration within = settings.duration("within", CallEventSettings.defaultWithin(every));
    if (within.compareTo(CallEventSettings.LONGEST_WITHIN) > 0) {
      settings.fault(
          "within",
          "expected at most %s, not %s".formatted(CallEventSettings.LONGEST_WITHIN, within));
    } else if (within.compareTo(every) >= 0) {
      settings.fault(
          "within", "expected less than every, which is %s, not %s".formatted(every, within));
    }
    return within;
  }

  /** Empty if the setting is absent. */
  private String text(String name) {
    return Objects.requireNonNullElse(settings.text(name), "");
  }
}
