package dev.ringbus.crm.kontur;

import dev.ringbus.crm.InvalidCrm;
import dev.ringbus.crm.kontur.KonturSettings.LengthAs;
import dev.ringbus.crm.kontur.KonturSettings.NamedSecret;
import dev.ringbus.crm.kontur.KonturSettings.Originate;
import dev.ringbus.crm.kontur.KonturSettings.SettleBy;
import dev.ringbus.model.Crm;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.SecretRef;
import dev.ringbus.model.WireName;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One reading of a CRM resource, which collects what is wrong with it. */
final class SettingsReading {

  private static final Duration STALE_AFTER = Duration.ofSeconds(60);
  private static final int CONCURRENCY = 32;
  private static final int MOST_AT_ONCE = 1_000;

  /** Stands for what is missing until all faults are known. */
  private static final SecretRef NONE = new SecretRef.Env("");

  private final Crm crm;
  private final List<String> faults = new ArrayList<>();

  SettingsReading(Crm crm) {
    this.crm = crm;
  }

  KonturSettings read() {
    if (!crm.type().equals(KonturSettings.TYPE)) {
      faults.add("type: expected " + KonturSettings.TYPE + ", not " + crm.type());
    }
    KonturSettings settings =
        new KonturSettings(
            crm.id(),
            baseUrl(),
            apiKey(),
            secret(),
            users(),
            originate(),
            staleAfter(),
            choice("settleBy", SettleBy.class),
            concurrency(),
            choice("contentLengthAs", LengthAs.class));
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

  private SecretRef apiKey() {
    SecretRef ref = crm.secrets().get("apiKey");
    if (ref == null) {
      faults.add("apiKey: expected a secret, found none");
      return NONE;
    }
    return ref;
  }

  private @Nullable NamedSecret secret() {
    String name = text("secretName", crm.settings().get("secretName"));
    SecretRef value = crm.secrets().get("secret");
    if (name != null && value != null) {
      return new NamedSecret(name, value);
    }
    if (name != null || value != null) {
      faults.add("secret: expected a name and a value, or neither");
    }
    return null;
  }

  private KonturUsers users() {
    Map<String, PhoneNumber> numbers = new LinkedHashMap<>();
    new TreeMap<>(map("users", crm.settings().get("users")))
        .forEach((user, value) -> {
          String path = "users." + user;
          PhoneNumber number = PhoneNumber.read(text(path, value));
          if (number == null) {
            faults.add(path + ": expected an internal number");
            return;
          }
          numbers.put(user, number);
        });
    return new KonturUsers(numbers);
  }

  private @Nullable Originate originate() {
    if (crm.settings().get("originate") == null) {
      return null;
    }
    Map<String, @Nullable Object> originate = map("originate", crm.settings().get("originate"));
    Map<String, @Nullable Object> http = map("originate.http", originate.get("http"));
    Map<String, String> headers = new TreeMap<>();
    map("originate.http.headers", http.get("headers"))
        .forEach((name, value) -> {
          String text = text("originate.http.headers." + name, value);
          headers.put(name, text == null ? "" : text);
        });
    String method = text("originate.http.method", http.get("method"));
    return new Originate(
        integration(required("originate.integration", originate.get("integration"))),
        method == null ? "POST" : method,
        required("originate.http.url", http.get("url")),
        text("originate.http.body", http.get("body")),
        headers,
        text("originate.http.user", http.get("user")),
        crm.secrets().get("originatePassword"),
        crm.secrets().get("originateSecret"));
  }

  private IntegrationId integration(String id) {
    if (!IntegrationId.isValid(id)) {
      faults.add("originate.integration: expected an integration's name");
      return new IntegrationId("none");
    }
    return new IntegrationId(id);
  }

  private Duration staleAfter() {
    String text = text("staleAfter", crm.settings().get("staleAfter"));
    if (text == null) {
      return STALE_AFTER;
    }
    try {
      Duration duration = Duration.parse(text);
      if (duration.isPositive()) {
        return duration;
      }
    } catch (DateTimeParseException _) {
      // Said below.
    }
    faults.add("staleAfter: expected a duration over 0, such as PT60S, not " + text);
    return STALE_AFTER;
  }

  private int concurrency() {
    Object value = crm.settings().get("concurrency");
    if (value == null) {
      return CONCURRENCY;
    }
    if (value instanceof Number number
        && number.doubleValue() == number.intValue()
        && number.intValue() >= 1
        && number.intValue() <= MOST_AT_ONCE) {
      return number.intValue();
    }
    faults.add(
        "concurrency: expected a whole number from 1 to %d, not %s".formatted(MOST_AT_ONCE, value));
    return CONCURRENCY;
  }

  /** The first of them if the setting is absent. */
  private <C extends Enum<C> & WireName> C choice(String name, Class<C> choices) {
    C[] all = choices.getEnumConstants();
    Object value = crm.settings().get(name);
    for (C choice : all) {
      if (choice.wireName().equals(value)) {
        return choice;
      }
    }
    if (value != null) {
      faults.add(
          name
              + Stream.of(all)
                  .map(WireName::wireName)
                  .collect(Collectors.joining(" or ", ": expected ", ", not " + value)));
    }
    return all[0];
  }

  private String required(String path, @Nullable Object value) {
    String text = text(path, value);
    if (text == null || text.isBlank()) {
      faults.add(path + ": expected a text, found nothing");
      return "";
    }
    return text;
  }

  private @Nullable String text(String path, @Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> text;
      case Number number -> number.toString();
      default -> {
        faults.add(path + ": expected a text");
        yield null;
      }
    };
  }

  private Map<String, @Nullable Object> map(String path, @Nullable Object value) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> entries) {
      entries.forEach((key, entry) -> map.put(String.valueOf(key), entry));
    } else if (value != null) {
      faults.add(path + ": expected a map");
    }
    return map;
  }
}
