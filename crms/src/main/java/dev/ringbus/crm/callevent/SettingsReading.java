package dev.ringbus.crm.callevent;

import dev.ringbus.crm.InvalidCrm;
import dev.ringbus.model.Crm;
import dev.ringbus.model.SecretRef;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** One reading of a CRM resource, which collects what is wrong with it. */
final class SettingsReading {

  /** Stands for what is missing until all faults are known. */
  private static final SecretRef NONE = new SecretRef.Env("");

  private final Crm crm;
  private final List<String> faults = new ArrayList<>();

  SettingsReading(Crm crm) {
    this.crm = crm;
  }

  CallEventSettings read() {
    if (!crm.type().equals(CallEventSettings.TYPE)) {
      faults.add("type: expected " + CallEventSettings.TYPE + ", not " + crm.type());
    }
    Duration every = every();
    CallEventSettings settings =
        new CallEventSettings(
            crm.id(),
            baseUrl(),
            user(),
            password(),
            every,
            within(every),
            concurrency(),
            text("un"),
            positive("staleAfter", CallEventSettings.STALE_AFTER));
    if (!faults.isEmpty()) {
      throw new InvalidCrm(crm.id(), faults);
    }
    return settings;
  }

  private URI baseUrl() {
    URI url = crm.baseUrl();
    String scheme = url.getScheme();
    if (!("http".equals(scheme) || "https".equals(scheme)) || url.getRawAuthority() == null) {
      faults.add("baseUrl: expected http:// or https:// and a host");
    } else if (url.getRawAuthority().contains("@")) {
      faults.add("baseUrl: expected no user and password in it");
    } else if (url.getRawQuery() != null || url.getRawFragment() != null) {
      faults.add("baseUrl: expected no query and no fragment");
    }
    return URI.create(url.toString().replaceFirst("/+$", ""));
  }

  private String user() {
    String user = text("user");
    if (user.isEmpty()) {
      faults.add("user: expected the Basic user, found nothing");
    } else if (user.contains(":")) {
      faults.add("user: expected a Basic user, in which no colon can be");
    }
    return user;
  }

  private SecretRef password() {
    SecretRef ref = crm.secrets().get("password");
    if (ref == null) {
      faults.add("password: expected a secret, found none");
      return NONE;
    }
    return ref;
  }

  private Duration every() {
    Duration every = positive("every", CallEventSettings.EVERY);
    if (every.compareTo(CallEventSettings.SHORTEST_EVERY) < 0
        || every.compareTo(CallEventSettings.LONGEST_EVERY) > 0) {
      faults.add("every: expected PT1S to PT60S, not " + every);
      return CallEventSettings.EVERY;
    }
    return every;
  }

  private Duration within(Duration every) {
    Duration within = positive("within", CallEventSettings.defaultWithin(every));
    if (within.compareTo(CallEventSettings.LONGEST_WITHIN) > 0) {
      faults.add(
          "within: expected at most %s, not %s"
              .formatted(CallEventSettings.LONGEST_WITHIN, within));
    } else if (within.compareTo(every) >= 0) {
      faults.add("within: expected less than every, which is %s, not %s".formatted(every, within));
    }
    return within;
  }

  private Duration positive(String name, Duration byDefault) {
    String text = text(name);
    if (text.isEmpty()) {
      return byDefault;
    }
    try {
      Duration duration = Duration.parse(text);
      if (duration.isPositive()) {
        return duration;
      }
    } catch (DateTimeParseException _) {
      // Said below.
    }
    faults.add(
        "%s: expected a duration over 0, such as %s, not %s".formatted(name, byDefault, text));
    return byDefault;
  }

  private int concurrency() {
    Object value = crm.settings().get("concurrency");
    if (value == null) {
      return CallEventSettings.CONCURRENCY;
    }
    if (value instanceof Number number
        && number.doubleValue() == number.intValue()
        && number.intValue() >= 1
        && number.intValue() <= CallEventSettings.MOST_AT_ONCE) {
      return number.intValue();
    }
    faults.add(
        "concurrency: expected a whole number from 1 to %d, not %s"
            .formatted(CallEventSettings.MOST_AT_ONCE, value));
    return CallEventSettings.CONCURRENCY;
  }

  /** Empty if the setting is absent. */
  private String text(String name) {
    return switch (crm.settings().get(name)) {
      case null -> "";
      case String text -> text;
      case Number number -> number.toString();
      default -> {
        faults.add(name + ": expected a text");
        yield "";
      }
    };
  }
}
