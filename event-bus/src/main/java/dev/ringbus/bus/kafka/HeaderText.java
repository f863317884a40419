package dev.ringbus.bus.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** What a record's header says. Anybody can write to a topic, also headers without a value. */
final class HeaderText {

  private HeaderText() {}

  /** The last header of that name; absent if there is none, or it has no value. */
  static @Nullable String last(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    byte @Nullable [] value = header == null ? null : header.value();
    return value == null ? null : new String(value, US_ASCII);
  }
}
