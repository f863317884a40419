package dev.ringbus.bus.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Where a reply goes: a partition of the reply topic, and who reads it there, since two instances
 * can share a partition. It stands in the question's header and comes back in the reply's.
 *
 * @param instance new at each start of a process
 */
record ReplyAddress(int partition, String instance) {

  static final String HEADER = "ringbus-reply-to";

  /** An address of a new instance. */
  static ReplyAddress at(int partition) {
    return new ReplyAddress(partition, Uuid.randomUuid().toString());
  }

  void write(Headers headers) {
    headers.add(HEADER, bytes());
  }

  /** Whether a reply with these headers is for this address. */
  boolean isIn(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    return header != null && Arrays.equals(header.value(), bytes());
  }

  private byte[] bytes() {
    return (partition + "/" + instance).getBytes(US_ASCII);
  }

  /**
   * The address in these headers.
   *
   * @throws UnreadableHeader if there is none, or it is not {@code PARTITION/INSTANCE} with a
   *     partition below {@code partitions}
   */
  static ReplyAddress read(Headers headers, int partitions) {
    String expected = "PARTITION/INSTANCE";
    String text = HeaderText.last(headers, HEADER);
    if (text == null) {
      throw new UnreadableHeader(HEADER, expected, "nothing");
    }
    int slash = text.indexOf('/');
    try {
      int partition = Integer.parseInt(text, 0, Math.max(slash, 0), 10);
      if (partition >= 0 && partition < partitions) {
        return new ReplyAddress(partition, text.substring(slash + 1));
      }
    } catch (NumberFormatException _) {
      // reported below
    }
    throw new UnreadableHeader(HEADER, expected + " below " + partitions, text);
  }
}
