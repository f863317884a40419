package dev.ringbus.bus.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ringbus.model.CallKey;
import dev.ringbus.model.LiveCall;
import dev.ringbus.model.PollReport;
import dev.ringbus.wire.Json;
import dev.ringbus.wire.Topics;
import io.opentelemetry.context.Context;
import java.time.OffsetDateTime;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;

/** The records of calls that are connected, and of polls that came for them. */
final class LiveCallRecords {

  private static final byte[] NO_KEY = {};

  private LiveCallRecords() {}

  static ProducerRecord<byte[], byte[]> of(LiveCall call, OffsetDateTime time, Context trace) {
    return Records.record(
        Topics.LIVE_CALLS,
        call.key().toString(),
        Json.write(call),
        about(call.key(), "live", time).headers(trace));
  }

  /** The call has ended. */
  static ProducerRecord<byte[], byte[]> tombstone(
      CallKey call, OffsetDateTime time, Context trace) {
    return Records.record(
        Topics.LIVE_CALLS, call.toString(), null, about(call, "gone", time).headers(trace));
  }

  private static CloudEvent about(CallKey call, String what, OffsetDateTime time) {
    return new CloudEvent(
        Uuid.randomUuid().toString(),
        "ringbus.live-call." + what + ".v1",
        Records.source(call.integration()),
        call.callId().value(),
        time,
        "live-call");
  }

  /** It is about many calls, and so has no key of its own: the partition says whose they are. */
  static ProducerRecord<byte[], byte[]> of(PollReport report, int partition) {
    CloudEvent about =
        new CloudEvent(
            Uuid.randomUuid().toString(),
            "ringbus.poll.seen.v1",
            "/polls",
            Integer.toString(partition),
            report.at(),
            "poll-report");
    return new ProducerRecord<>(
        Topics.POLLS, partition, NO_KEY, Json.write(report), about.headers(Context.root()));
  }

  static String key(byte[] key) {
    return new String(key, UTF_8);
  }
}
