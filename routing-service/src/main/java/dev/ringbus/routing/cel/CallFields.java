package dev.ringbus.routing.cel;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.WireName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of {@code call}: their names, types, and where an event has them. */
final class CallFields {

  /** The one field that is no string: every vendor field by name. */
  static final String RAW = "raw";

  private static final Map<String, Function<CallEvent, @Nullable String>> TEXTS = texts();

  /** The type {@code call}: the compiler knows every field, so a misspelt one is a fault. */
  static final StructType TYPE =
      StructType.create("call", ImmutableSet.copyOf(names()), CallFields::typeOf);

  private CallFields() {}

  private static Map<String, Function<CallEvent, @Nullable String>> texts() {
    Map<String, Function<CallEvent, @Nullable String>> texts = new LinkedHashMap<>();
    texts.put("integration", event -> event.integration().value());
    texts.put("platform", event -> event.platform().value());
    texts.put("event", event -> event.type().wireName());
    texts.put("caller", event -> number(event.caller()));
    texts.put("called", event -> number(event.called()));
    texts.put("clientPhone", event -> number(event.clientPhone()));
    texts.put("linePhone", event -> number(event.linePhone()));
    texts.put("digits", CallEvent::digits);
    texts.put("direction", event -> wireName(event.direction()));
    texts.put("agent", event -> number(event.agent()));
    texts.put("node", CallEvent::node);
    return texts;
  }

  private static @Nullable String number(@Nullable PhoneNumber number) {
    return number == null ? null : number.value();
  }

  private static @Nullable String wireName(@Nullable WireName value) {
    return value == null ? null : value.wireName();
  }

  /** In the order in which messages list them. */
  static Set<String> names() {
    return ImmutableSet.<String>builder().addAll(TEXTS.keySet()).add(RAW).build();
  }

  private static Optional<CelType> typeOf(String field) {
    if (field.equals(RAW)) {
      return Optional.of(MapType.create(SimpleType.STRING, SimpleType.STRING));
    }
    return TEXTS.containsKey(field) ? Optional.of(SimpleType.STRING) : Optional.empty();
  }

  /** The text of a field other than {@link #RAW}: empty when absent, null if there is no such. */
  static @Nullable String text(CallEvent event, String field) {
    Function<CallEvent, @Nullable String> text = TEXTS.get(field);
    if (text == null) {
      return null;
    }
    String value = text.apply(event);
    return value == null ? "" : value;
  }
}
