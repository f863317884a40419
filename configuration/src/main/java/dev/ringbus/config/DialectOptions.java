package dev.ringbus.config;

import dev.ringbus.config.file.IntegrationEntry;
import dev.ringbus.config.file.SecretShape;
import dev.ringbus.config.yaml.Nearest;
import dev.ringbus.config.yaml.Place;
import dev.ringbus.config.yaml.PlainValues;
import dev.ringbus.config.yaml.Shapes;
import dev.ringbus.config.yaml.YamlValue;
import dev.ringbus.dialect.DialectOption;
import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.InvalidOption;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Platform;
import dev.ringbus.model.Secret;
import dev.ringbus.model.SecretRef;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks what integrations set beside what every integration has: the options of their dialects.
 */
final class DialectOptions {

  /** Stands in for a secret that is not found, so that the rest is checked as if it were. */
  private static final Secret NOT_FOUND = new Secret("a secret that was not found");

  /** Whose options are checked: no option depends on it, and the id may have a fault itself. */
  private static final IntegrationId ANY = new IntegrationId("any");

  private final Inspection inspection;
  private final List<DialectProvider> dialects;

  DialectOptions(Inspection inspection, List<DialectProvider> dialects) {
    this.inspection = inspection;
    this.dialects = dialects;
  }

  /** A dialect with the options of one integration, without those that have a fault. */
  record Configured(
      DialectProvider provider,
      PbxDialect dialect,
      Map<String, @Nullable Object> options,
      Map<String, SecretRef> references,
      Map<String, Secret> secrets) {}

  /**
   * The dialect of an integration; empty if its platform is not known.
   *
   * @param place where the integration stands
   */
  Optional<Configured> of(IntegrationEntry entry, Place place) {
    Optional<DialectProvider> provider =
        entry.platform().value().flatMap(platform -> provider(platform));
    if (provider.isEmpty()) {
      entry.options().forEach(option -> reportUnlessKnown(option, dialects));
      return Optional.empty();
    }
    return configure(provider.get(), entry, place);
  }

  private Optional<DialectProvider> provider(Platform platform) {
    return dialects.stream().filter(dialect -> dialect.platform().equals(platform)).findFirst();
  }

  private Optional<Configured> configure(
      DialectProvider provider, IntegrationEntry entry, Place place) {
    Map<String, @Nullable Object> options = new TreeMap<>();
    Map<String, SecretRef> references = new TreeMap<>();
    Map<String, Secret> secrets = new HashMap<>();
    Map<String, Place> places = new HashMap<>();
    for (YamlValue.Entry given : entry.options()) {
      Optional<DialectOption> option = option(provider, given.key());
      places.put(given.key(), given.value().place());
      if (option.isEmpty()) {
        reportForeign(given, provider);
      } else if (option.get().kind() == DialectOption.Kind.PLAIN) {
        plain(given).ifPresent(value -> options.put(given.key(), value));
      } else {
        new SecretShape()
            .read(given.value(), inspection.faults())
            .ifPresent(ref -> references.put(given.key(), ref));
        secrets.put(given.key(), secret(references.get(given.key()), given));
      }
    }
    ZoneId zone = entry.timeZone().value().orElse(ZoneOffset.UTC);
    return dialect(provider, new DialectSettings(ANY, zone, options, secrets), places, place)
        .map(dialect -> new Configured(provider, dialect, options, references, secrets));
  }

  /** No option takes nothing: an absent one has its default. */
  private Optional<Object> plain(YamlValue.Entry given) {
    Optional<Object> value = Optional.ofNullable(PlainValues.of(given.value()));
    if (value.isEmpty()) {
      inspection.fault(given.value().place(), "expected a value, found nothing: leave the key out");
    }
    return value;
  }

  private Secret secret(@Nullable SecretRef ref, YamlValue.Entry given) {
    return Optional.ofNullable(ref)
        .flatMap(it -> inspection.secret(it, given.value().place()))
        .orElse(NOT_FOUND);
  }

  /** Reports one option after the other, since a dialect names the first that it does not take. */
  private Optional<PbxDialect> dialect(
      DialectProvider provider, DialectSettings settings, Map<String, Place> places, Place map) {
    try {
      return Optional.of(provider.dialect(settings));
    } catch (InvalidOption e) {
      Place place = places.getOrDefault(e.option(), map.key(e.option()));
      inspection.fault(place, Objects.requireNonNullElse(e.getMessage(), "expected another value"));
      Map<String, @Nullable Object> options = new HashMap<>(settings.options());
      Map<String, Secret> secrets = new HashMap<>(settings.secrets());
      boolean wasGiven = options.containsKey(e.option()) || secrets.containsKey(e.option());
      options.remove(e.option());
      secrets.remove(e.option());
      return wasGiven
          ? dialect(
              provider,
              new DialectSettings(settings.integration(), settings.timeZone(), options, secrets),
              places,
              map)
          : Optional.empty();
    }
  }

  private void reportForeign(YamlValue.Entry given, DialectProvider provider) {
    List<String> owners =
        dialects.stream()
            .filter(dialect -> option(dialect, given.key()).isPresent())
            .map(dialect -> dialect.platform().value())
            .toList();
    if (owners.isEmpty()) {
      reportUnlessKnown(given, List.of(provider));
    } else {
      inspection.fault(
          given.place(),
          "expected an option of "
              + provider.platform()
              + ", this is one of "
              + String.join(", ", owners));
    }
  }

  private void reportUnlessKnown(YamlValue.Entry given, List<DialectProvider> providers) {
    List<String> known = new ArrayList<>(Shapes.keysOf(IntegrationEntry.class));
    providers.forEach(provider -> provider.options().forEach(option -> known.add(option.name())));
    if (!known.contains(given.key())) {
      inspection.fault(given.place(), "unknown key" + Nearest.hint(given.key(), known));
    }
  }

  private static Optional<DialectOption> option(DialectProvider provider, String name) {
    return provider.options().stream().filter(option -> option.name().equals(name)).findFirst();
  }
}
