package dev.ringbus.bus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.EventLog;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallKey;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import reactor.test.StepVerifier;

/** Alone, since virtual time is that of all. */
@Isolated
class InMemoryEventLogTest extends EventLogContract {

  private final InMemoryBroker broker = new InMemoryBroker();
  private final InMemoryEventLog log = new InMemoryEventLog(broker);

  @Override
  protected EventLog log() {
    return log;
  }

  @Override
  protected EventLog logWithoutBroker() {
    broker.down();
    return log;
  }

  @Override
  protected List<CallEvent> stored(CallKey key) {
    return log.events(key);
  }

  @Test
  void storesASlowEventWithoutItsSubscriber() {
    CallEvent event = Samples.event(Samples.newCall(), CallEventType.CALL_STARTED);
    Duration slow = Duration.ofSeconds(20);

    StepVerifier.withVirtualTime(
            () -> {
              broker.slow(slow);
              return log.append(List.of(event), Context.root());
            })
        .expectSubscription()
        .expectNoEvent(slow.minusMillis(1))
        .then(() -> assertThat(log.events()).isEmpty())
        .thenAwait(Duration.ofMillis(1))
        .verifyComplete();

    assertThat(log.events()).containsExactly(event);
  }

  @Test
  void neverAnswersWhenSilent() {
    CallEvent event = Samples.event(Samples.newCall(), CallEventType.CALL_STARTED);

    StepVerifier.withVirtualTime(
            () -> {
              broker.silent();
              return log.append(List.of(event), Context.root());
            })
        .expectSubscription()
        .expectNoEvent(Duration.ofHours(1))
        .thenCancel()
        .verify();

    assertThat(log.events()).isEmpty();
  }
}
