package dev.ringbus.bus.testkit;

import static dev.ringbus.bus.testkit.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.bus.EventLog;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import io.opentelemetry.context.Context;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.BaseSubscriber;
import reactor.test.StepVerifier;

/** What every {@link EventLog} does. */
public abstract class EventLogContract {

  private final CallId call = Samples.newCall();

  /** A log on a broker that is up. */
  protected abstract EventLog log();

  /** A log whose broker cannot be reached. */
  protected abstract EventLog logWithoutBroker();

  /** What the log has of a call, in its order. */
  protected abstract List<CallEvent> stored(CallKey key);

  @Test
  void keepsTheEventsOfACallInOrder() {
    List<CallEvent> first =
        List.of(event(call, CallEventType.CALL_STARTED), event(call, CallEventType.DECISION_ASKED));
    List<CallEvent> second = List.of(event(call, CallEventType.CALL_ENDED));

    StepVerifier.create(log().append(first, Context.root())).verifyComplete();
    StepVerifier.create(log().append(second, Context.root())).verifyComplete();

    assertThat(stored(first.getFirst().key()))
        .containsExactly(first.get(0), first.get(1), second.getFirst());
  }

  @Test
  void storesNothingBeforeItIsSubscribedTo() {
    CallEvent unsent = event(call, CallEventType.CALL_STARTED);
    CallEvent sent = event(call, CallEventType.CALL_ENDED);

    var ignored = log().append(List.of(unsent), Context.root());
    StepVerifier.create(log().append(List.of(sent), Context.root())).verifyComplete();

    assertThat(ignored).isNotNull();
    assertThat(stored(sent.key())).containsExactly(sent);
  }

  @Test
  void keepsAnEventWhoseSubscriberWentAway() {
    CallEvent event = event(call, CallEventType.CALL_STARTED);
    var subscriber = new BaseSubscriber<Void>() {};

    log().append(List.of(event), Context.root()).subscribe(subscriber);
    subscriber.cancel();

    await().untilAsserted(() -> assertThat(stored(event.key())).containsExactly(event));
  }

  @Test
  void completesWhenThereIsNothingToAppend() {
    StepVerifier.create(log().append(List.of(), Context.root())).verifyComplete();
  }

  @Test
  void saysThatTheBrokerIsUnavailable() {
    CallEvent event = event(call, CallEventType.CALL_STARTED);

    StepVerifier.create(logWithoutBroker().append(List.of(event), Context.root()))
        .verifyError(BrokerUnavailable.class);
  }
}
