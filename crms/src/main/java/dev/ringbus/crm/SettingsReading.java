package dev.ringbus.crm;

import dev.ringbus.model.Crm;
import dev.ringbus.model.SecretRef;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a CRM resource by its type, which collects what is wrong with it. Whatever cannot
 * be read is given as if it were absent, until {@link #valid} names all faults at once.
 */
public final class SettingsReading {

  /** Stands for what is missing until all faults are known. */
  private static final SecretRef NONE = new SecretRef.Env("");

  private final Crm crm;
  private final List<String> faults = new ArrayList<>();

  /** A reading of a resource that is to be of that type. */
  public SettingsReading(Crm crm, String type) {
    this.crm = crm;
    if (!crm.type().equals(type)) {
      fault("type", "expected " + type + ", not " + crm.type());
    }
  }

  /**
   * A setting is not what it should be.
   *
   * @param what was expected and was found; never a secret
   */
  public void fault(String path, String what) {
    faults.add(path + ": " + what);
  }

  /**
   * What was read.
   *
   * @throws InvalidCrm naming every fault, if there is one
   */
  public <S> S valid(S settings) {
    if (!faults.isEmpty()) {
      throw new InvalidCrm(crm.id(), faults);
    }
    return settings;
  }

  /** Without a trailing slash. */
  public URI baseUrl() {
    URI url = crm.baseUrl();
    String scheme = url.getScheme();
    if (!("http".equals(scheme) || "https".equals(scheme)) || url.getRawAuthority() == null) {
      fault("baseUrl", "expected http:// or https:// and a host");
    } else if (url.getRawAuthority().contains("@")) {
      fault("baseUrl", "expected no user and password in it");
    } else if (url.getRawQuery() != null || url.getRawFragment() != null) {
      fault("baseUrl", "expected no query and no fragment");
    }
    return URI.create(url.toString().replaceFirst("/+$", ""));
  }

  /** A secret that there must be. */
  public SecretRef secret(String name) {
    SecretRef ref = crm.secrets().get(name);
    if (ref == null) {
      fault(name, "expected a secret, found none");
      return NONE;
    }
    return ref;
  }

  /** The text of a setting, or of what is found on a path in one; absent if nothing is there. */
  public @Nullable String text(String path, @Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> text;
      case Number number -> number.toString();
      default -> {
        fault(path, "expected a text");
        yield null;
      }
    };
  }

  /** Absent if the setting is. */
  public @Nullable String text(String name) {
    return text(name, crm.settings().get(name));
  }

  /** A duration over 0, as ISO 8601 has it. */
  public Duration duration(String name, Duration byDefault) {
    String text = text(name);
    if (text == null || text.isEmpty()) {
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
    fault(name, "expected a duration over 0, such as " + byDefault + ", not " + text);
    return byDefault;
  }

  /** How many requests there may be at once. */
  public int concurrency(int byDefault, int most) {
    Object value = crm.settings().get("concurrency");
    if (value == null) {
      return byDefault;
    }
    if (value instanceof Number number
        && number.doubleValue() == number.intValue()
        && number.intValue() >= 1
        && number.intValue() <= most) {
      return number.intValue();
    }
    fault("concurrency", "expected a whole number from 1 to %d, not %s".formatted(most, value));
    return byDefault;
  }
}
