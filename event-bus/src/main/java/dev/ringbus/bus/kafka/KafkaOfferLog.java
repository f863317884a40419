package dev.ringbus.bus.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.ringbus.bus.OfferLog;
import dev.ringbus.model.InstructionOutcome;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Writes an offer with this instance's name in a header, and reads the topic until it comes by: a
 * record that is read back is stored for good, even if its acknowledgement was lost.
 */
final class KafkaOfferLog implements OfferLog {

  /** Names the instance that recorded an offer. */
  static final String HEADER = "ringbus-offered-by";

  private final Publisher publisher;
  private final CompactedTopic topic;
  private final String instance = Uuid.randomUuid().toString();
  private final FirstOffers first = new FirstOffers();
  private final Map<String, Sinks.One<Offerer>> claims = new ConcurrentHashMap<>();

  KafkaOfferLog(Publisher publisher, CompactedTopic topic) {
    this.publisher = publisher;
    this.topic = topic;
  }

  /** Begins to read as soon as the topic is there. */
  void start() {
    topic.start(this::read, () -> {});
  }

  /** Stops reading; what is known stays. */
  Mono<Void> stop() {
    return topic.stop();
  }

  private void read(ConsumerRecord<byte[], byte[]> message) {
    String id = HeaderText.last(message.headers(), "ce_id");
    if (id != null && InstructionRecords.isOffer(message.headers())) {
      Offerer offerer = first.read(id, by(HeaderText.last(message.headers(), HEADER)));
      Sinks.One<Offerer> claim = claims.remove(id);
      if (claim != null) {
        claim.tryEmitValue(offerer);
      }
    }
  }

  private Offerer by(@Nullable String name) {
    return instance.equals(name) ? Offerer.THIS_INSTANCE : Offerer.ANOTHER;
  }

  @Override
  public Optional<Offerer> find(String outcomeId) {
    return first.find(outcomeId);
  }

  @Override
  public Mono<Offerer> claim(InstructionOutcome offered, Context trace) {
    return Mono.defer(
        () -> find(offered.id()).map(Mono::just).orElseGet(() -> record(offered, trace)));
  }

  private Mono<Offerer> record(InstructionOutcome offered, Context trace) {
    Sinks.One<Offerer> claim = Sinks.one();
    Sinks.One<Offerer> waited = claims.putIfAbsent(offered.id(), claim);
    if (waited != null) {
      return waited.asMono();
    }
    ProducerRecord<byte[], byte[]> record = InstructionRecords.of(offered, trace);
    record.headers().add(HEADER, instance.getBytes(US_ASCII));
    publisher.send(
        record,
        failure -> {
          if (failure != null) {
            claim.tryEmitError(failure);
          }
        });
    return claim.asMono().doFinally(_ -> claims.remove(offered.id(), claim));
  }

  @Override
  public boolean isReady() {
    return topic.isComplete();
  }
}
