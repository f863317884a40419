package dev.ringbus.crm.kontur;

import dev.ringbus.crm.SettingsReading;
import dev.ringbus.crm.kontur.KonturSettings.LengthAs;
import dev.ringbus.crm.kontur.KonturSettings.NamedSecret;
import dev.ringbus.crm.kontur.KonturSettings.Originate;
import dev.ringbus.crm.kontur.KonturSettings.SettleBy;
import dev.ringbus.model.Crm;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.SecretRef;
import dev.ringbus.model.WireName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One reading of the resource of a Kontur.CRM workspace. */
final class KonturReading {

  private static final Duration STALE_AFTER = Duration.ofSeconds(60);
  private static final int CONCURRENCY = 32;
  private static final int MOST_AT_ONCE = 1_000;

  private final Crm crm;
  private final SettingsReading settings;

  KonturReading(Crm crm) {
    this.crm = crm;
    settings = new SettingsReading(crm, KonturSettings.TYPE);
  }

  KonturSettings read() {
    return settings.valid(
        new KonturSettings(
            crm.id(),
            settings.baseUrl(),
            settings.secret("apiKey"),
            secret(),
            users(),
            originate(),
            settings.duration("staleAfter", STALE_AFTER),
            choice("settleBy", SettleBy.class),
            settings.concurrency(CONCURRENCY, MOST_AT_ONCE),
            choice("contentLengthAs", LengthAs.class)));
  }

  private @Nullable NamedSecret secret() {
    String name = settings.text("secretName");
    SecretRef value = crm.secrets().get("secret");
    if (name != null && value != null) {
      return new NamedSecret(name, value);
    }
    if (name != null || value != null) {
      settings.fault("secret", "expected a name and a value, or neither");
    }
    return null;
  }

  private KonturUsers users() {
    Map<String, PhoneNumber> numbers = new LinkedHashMap<>();
    new TreeMap<>(map("users", crm.settings().get("users")))
        .forEach((user, value) -> {
          String path = "users." + user;
          PhoneNumber number = PhoneNumber.read(settings.text(path, value));
          if (number == null) {
            settings.fault(path, "expected an internal number");
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
          String text = settings.text("originate.http.headers." + name, value);
          headers.put(name, text == null ? "" : text);
        });
    String method = settings.text("originate.http.method", http.get("method"));
    return new Originate(
        integration(required("originate.integration", originate.get("integration"))),
        method == null ? "POST" : method,
        required("originate.http.url", http.get("url")),
        settings.text("originate.http.body", http.get("body")),
        headers,
        settings.text("originate.http.user", http.get("user")),
        crm.secrets().get("originatePassword"),
        crm.secrets().get("originateSecret"));
  }

  private IntegrationId integration(String id) {
    if (!IntegrationId.isValid(id)) {
      settings.fault("originate.integration", "expected an integration's name");
      return new IntegrationId("none");
    }
    return new IntegrationId(id);
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
      settings.fault(
          name,
          Stream.of(all)
              .map(WireName::wireName)
              .collect(Collectors.joining(" or ", "expected ", ", not " + value)));
    }
    return all[0];
  }

  private String required(String path, @Nullable Object value) {
    String text = settings.text(path, value);
    if (text == null || text.isBlank()) {
      settings.fault(path, "expected a text, found nothing");
      return "";
    }
    return text;
  }

  private Map<String, @Nullable Object> map(String path, @Nullable Object value) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> entries) {
      entries.forEach((key, entry) -> map.put(String.valueOf(key), entry));
    } else if (value != null) {
      settings.fault(path, "expected a map");
    }
    return map;
  }
}
