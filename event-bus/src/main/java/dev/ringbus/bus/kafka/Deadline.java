package dev.ringbus.bus.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import org.apache.kafka.common.header.Headers;

/**
 * A question's deadline in a header of its own, in milliseconds since 1970, so that an expired one
 * need not be read.
 */
final class Deadline {

  static final String HEADER = "ringbus-deadline";

  private Deadline() {}

  static void write(Instant deadline, Headers headers) {
    headers.add(HEADER, Long.toString(deadline.toEpochMilli()).getBytes(US_ASCII));
  }

  /**
   * The deadline.
   *
   * @throws UnreadableHeader if there is none, or no number
   */
  static Instant read(Headers headers) {
    String text = HeaderText.last(headers, HEADER);
    if (text == null) {
      throw new UnreadableHeader(HEADER, "milliseconds since 1970", "nothing");
    }
    try {
      return Instant.ofEpochMilli(Long.parseLong(text));
    } catch (NumberFormatException _) {
      throw new UnreadableHeader(HEADER, "milliseconds since 1970", text);
    }
  }
}
