package dev.ringbus.routing.cel;

import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.values.SelectableValue;
import dev.ringbus.model.CallEvent;
import dev.ringbus.wire.Json;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event as the variable {@code call}. Fields are read when an expression asks for them; one
 * question is evaluated by one thread at a time.
 */
final class CallValue implements SelectableValue<String> {

  private final CallEvent event;
  private @Nullable Map<String, String> raw;

  CallValue(CallEvent event) {
    this.event = event;
  }

  @Override
  public Object select(String field) {
    if (field.equals(CallFields.RAW)) {
      return raw();
    }
    String text = CallFields.text(event, field);
    if (text == null) {
      // The compiler refuses unknown fields, except behind dyn().
      throw CelAttributeNotFoundException.forFieldResolution(field);
    }
    return text;
  }

  /** What {@code has(call.field)} asks: an absent field is empty. */
  @Override
  public Optional<Object> find(String field) {
    Object value = select(field);
    return value.equals("") ? Optional.empty() : Optional.of(value);
  }

  private Map<String, String> raw() {
    Map<String, String> texts = raw;
    if (texts == null) {
      texts = LinkedHashMap.newLinkedHashMap(event.raw().size());
      for (Map.Entry<String, @Nullable Object> field : event.raw().entrySet()) {
        texts.put(field.getKey(), text(field.getValue()));
      }
      raw = texts;
    }
    return texts;
  }

  /** A list or an object is its JSON. */
  private static String text(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    return value instanceof Map || value instanceof Collection
        ? Json.mapper().writeValueAsString(value)
        : value.toString();
  }
}
