package dev.ringbus.bus.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallId;
import dev.ringbus.model.ConfigResource;
import dev.ringbus.model.DecisionRecord;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionRequest;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.wire.Json;
import dev.ringbus.wire.Topics;
import io.opentelemetry.context.Context;
import java.time.OffsetDateTime;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The records of events, decisions and configuration: key, headers, JSON. */
final class Records {

  private Records() {}

  static ProducerRecord<byte[], byte[]> of(CallEvent event, Context trace) {
    CloudEvent about =
        new CloudEvent(
            event.id(),
            "ringbus." + event.type().wireName() + ".v1",
            source(event.integration()),
            event.callId().value(),
            event.occurredAt(),
            "call-event");
    return record(
        Topics.CALL_EVENTS, event.key().toString(), Json.write(event), about.headers(trace));
  }

  static ProducerRecord<byte[], byte[]> of(DecisionRecord decision, Context trace) {
    CloudEvent about =
        new CloudEvent(
            decision.id(),
            "ringbus.decision.made.v1",
            source(decision.integration()),
            decision.callId().value(),
            decision.decidedAt(),
            "decision");
    return record(
        Topics.DECISIONS, decision.key().toString(), Json.write(decision), about.headers(trace));
  }

  /**
   * @param partition any: a question is answered by itself, whatever came before in its call
   */
  static ProducerRecord<byte[], byte[]> of(
      DecisionRequest request, int partition, ReplyAddress address, Context trace) {
    CallEvent event = request.event();
    CloudEvent about =
        new CloudEvent(
            request.correlationId(),
            "ringbus.decision.requested.v1",
            source(event.integration()),
            event.callId().value(),
            event.receivedAt(),
            "decision-request");
    Headers headers = about.headers(trace);
    Deadline.write(request.deadline(), headers);
    address.write(headers);
    return new ProducerRecord<>(
        Topics.DECISION_REQUESTS,
        partition,
        event.key().toString().getBytes(UTF_8),
        Json.write(request),
        headers);
  }

  /** A reply goes to the partition of the instance that asked, whatever its key. */
  static ProducerRecord<byte[], byte[]> of(
      DecisionReply reply,
      DecisionRequest request,
      ReplyAddress address,
      OffsetDateTime time,
      Context trace) {
    CallEvent event = request.event();
    CallId call = event.callId();
    CloudEvent about =
        new CloudEvent(
            reply.correlationId(),
            "ringbus.decision.replied.v1",
            source(event.integration()),
            call.value(),
            time,
            "decision-reply");
    Headers headers = about.headers(trace);
    address.write(headers);
    return new ProducerRecord<>(
        Topics.DECISION_REPLIES,
        address.partition(),
        reply.correlationId().getBytes(UTF_8),
        Json.write(reply),
        headers);
  }

  static ProducerRecord<byte[], byte[]> of(ConfigResource resource, OffsetDateTime time) {
    return config(resource.key(), Json.write(resource), "changed", time);
  }

  /** Removes a resource. */
  static ProducerRecord<byte[], byte[]> tombstone(String key, OffsetDateTime time) {
    return config(key, null, "removed", time);
  }

  private static ProducerRecord<byte[], byte[]> config(
      String key, byte @Nullable [] value, String change, OffsetDateTime time) {
    String kind = key.substring(0, key.indexOf('/'));
    CloudEvent about =
        new CloudEvent(
            Uuid.randomUuid().toString(),
            "ringbus.configuration." + change + ".v1",
            "/" + kind + "s" + key.substring(key.indexOf('/')),
            key,
            time,
            kind);
    return record(Topics.CONFIG, key, value, about.headers(Context.root()));
  }

  static String source(IntegrationId integration) {
    return "/integrations/" + integration.value();
  }

  static ProducerRecord<byte[], byte[]> record(
      String topic, String key, byte @Nullable [] value, Headers headers) {
    return new ProducerRecord<>(topic, null, key.getBytes(UTF_8), value, headers);
  }
}
