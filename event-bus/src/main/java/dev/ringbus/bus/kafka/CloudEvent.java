package dev.ringbus.bus.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.context.Context;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The context attributes of CloudEvents 1.0, which stand in a record's headers (binary mode).
 *
 * @param type {@code ringbus.call.started.v1}
 * @param source {@code /integrations/ID}
 * @param subject the call id, or the key of a resource
 * @param schema the name of what the value holds: {@code call-event}
 */
record CloudEvent(
    String id, String type, String source, String subject, OffsetDateTime time, String schema) {

  private static final Header SPECVERSION = header("ce_specversion", "1.0");
  private static final Header CONTENT_TYPE = header("content-type", "application/json");

  /** The headers of a record, with the trace that it continues. */
  Headers headers(Context trace) {
    Headers headers = new RecordHeaders();
    headers
        .add(SPECVERSION)
        .add(header("ce_id", id))
        .add(header("ce_source", source))
        .add(header("ce_type", type))
        .add(header("ce_subject", subject))
        .add(header("ce_time", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time)))
        .add(header("ce_dataschema", "urn:ringbus:" + schema + ":v1"))
        .add(CONTENT_TYPE);
    TraceHeaders.write(trace, headers);
    return headers;
  }

  static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(UTF_8));
  }
}
