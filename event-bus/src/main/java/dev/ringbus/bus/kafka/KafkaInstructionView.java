package dev.ringbus.bus.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ringbus.bus.InstructionView;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.WaitingInstruction;
import dev.ringbus.wire.Json;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Mono;

/** A view of {@code ringbus.instructions}: one look into a map for each poll of a call. */
final class KafkaInstructionView implements InstructionView {

  private final CompactedTopic topic;

  private final Map<CallKey, WaitingInstruction> waiting = new ConcurrentHashMap<>();

  KafkaInstructionView(CompactedTopic topic) {
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
    CallKey key = CallKey.parse(message.key() == null ? "" : new String(message.key(), UTF_8));
    if (message.value() == null) {
      waiting.remove(key);
    } else {
      waiting.put(key, Json.read(message.value(), WaitingInstruction.class));
    }
  }

  @Override
  public Optional<WaitingInstruction> find(CallKey call) {
    return Optional.ofNullable(waiting.get(call));
  }

  @Override
  public Collection<WaitingInstruction> all() {
    return List.copyOf(waiting.values());
  }

  @Override
  public boolean isReady() {
    return topic.isComplete();
  }
}
