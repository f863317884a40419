package dev.ringbus.dialect;

import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Secret;
import dev.ringbus.model.WireName;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a dialect knows of the integration that it works for.
 *
 * @param timeZone of times that the vendor gives without an offset
 * @param options plain options by name, with JSON values; an absent one has its default
 * @param secrets secret options by name, in the clear
 */
public record DialectSettings(
    IntegrationId integration,
    ZoneId timeZone,
    Map<String, @Nullable Object> options,
    Map<String, Secret> secrets) {

  // Written out: of a compact constructor, javac loses what is said of type arguments.
  public DialectSettings(
      IntegrationId integration,
      ZoneId timeZone,
      Map<String, @Nullable Object> options,
      Map<String, Secret> secrets) {
    this.integration = integration;
    this.timeZone = timeZone;
    this.options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    this.secrets = Map.copyOf(secrets);
  }

  /** UTC and every option at its default. */
  public static DialectSettings defaults(IntegrationId integration) {
    return new DialectSettings(integration, ZoneOffset.UTC, Map.of(), Map.of());
  }

  /**
   * The choice that an option of {@link DialectOption#choice} makes, the first if it is absent.
   *
   * @throws InvalidOption naming the choices, if it is none of them
   */
  public <C extends Enum<C> & WireName> C choice(String option, Class<C> choices) {
    Object value = options.get(option);
    List<C> all = List.of(choices.getEnumConstants());
    if (value == null) {
      return all.getFirst();
    }
    return all.stream()
        .filter(choice -> choice.wireName().equals(value))
        .findFirst()
        .orElseThrow(() -> new InvalidOption(option, expected(all, value)));
  }

  private static String expected(List<? extends WireName> choices, Object value) {
    return choices.stream()
        .map(WireName::wireName)
        .collect(Collectors.joining(", ", "expected one of ", ", not " + value));
  }
}
