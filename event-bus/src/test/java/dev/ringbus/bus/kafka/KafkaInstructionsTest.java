package dev.ringbus.bus.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.InstructionLog;
import dev.ringbus.bus.InstructionView;
import dev.ringbus.bus.testkit.InstructionsContract;
import dev.ringbus.bus.testkit.Samples;
import dev.ringbus.model.WaitingInstruction;
import dev.ringbus.wire.Topics;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class KafkaInstructionsTest extends InstructionsContract {

  private static TestBus bus;
  private static TestBus alone;

  @BeforeAll
  static void start() {
    bus = TestBus.start(InstructionViewConfiguration.class);
    alone = TestBus.starting(TestBus.NOWHERE.bootstrapServers(), Map.of());
  }

  @AfterAll
  static void stop() {
    bus.close();
    alone.close();
  }

  @Override
  protected Set<Integer> partitions() {
    return IntStream.range(0, TestBus.PARTITIONS).boxed().collect(Collectors.toSet());
  }

  @Override
  protected InstructionLog log() {
    return bus.get(InstructionLog.class);
  }

  @Override
  protected InstructionView view() {
    return bus.get(InstructionView.class);
  }

  @Override
  protected InstructionLog logWithoutBroker() {
    return alone.get(InstructionLog.class);
  }

  @Test
  void isReadyOnlyWithAllThatWasThereAtItsStart() {
    WaitingInstruction waiting = Samples.waiting(Samples.newCall());
    WaitingInstruction gone = Samples.waiting(Samples.newCall());
    StepVerifier.create(
            log()
                .put(waiting, Context.root())
                .then(log().put(gone, Context.root()))
                .then(log().remove(gone.key(), Context.root())))
        .verifyComplete();

    try (TestBus later = TestBus.start(InstructionViewConfiguration.class)) {
      InstructionView view = later.get(InstructionView.class);
      await().until(view::isReady);
      assertThat(view.find(waiting.key())).contains(waiting);
      assertThat(view.find(gone.key())).isEmpty();
    }
  }

  @Test
  void keepsWhatWaitsWhenARecordCannotBeRead() {
    WaitingInstruction waiting = Samples.waiting(Samples.newCall());
    WaitingInstruction next = Samples.waiting(Samples.newCall());
    String key = waiting.key().toString();
    StepVerifier.create(log().put(waiting, Context.root())).verifyComplete();
    PlainKafka.write(
        new ProducerRecord<>(Topics.INSTRUCTIONS, key.getBytes(UTF_8), "[".getBytes(UTF_8)));
    StepVerifier.create(log().put(next, Context.root())).verifyComplete();

    await().until(() -> view().find(next.key()).isPresent());
    await()
        .until(
            () -> !PlainKafka.read(Topics.INSTRUCTIONS + Topics.DEAD_LETTER_SUFFIX, key).isEmpty());
    assertThat(view().find(waiting.key())).isEqualTo(Optional.of(waiting));
  }
}
