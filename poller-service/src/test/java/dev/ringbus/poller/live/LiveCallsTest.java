package dev.ringbus.poller.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.bus.testkit.InMemoryBroker;
import dev.ringbus.bus.testkit.InMemoryLiveCallLog;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Direction;
import dev.ringbus.model.LiveCall;
import dev.ringbus.model.Platform;
import io.opentelemetry.context.Context;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class LiveCallsTest {

  private static final Set<Integer> ALL = Set.of(0, 1, 2, 3);
  private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-11-20T12:00:00.25+03:00");
  private static final CallKey CALL = CallKey.parse("mts:9007199254740993");

  private final InMemoryBroker broker = new InMemoryBroker();
  private final InMemoryLiveCallLog log = new InMemoryLiveCallLog(broker, 4);
  private final List<String> seen = new ArrayList<>();
  private LiveCalls calls = newCalls();

  @BeforeEach
  void assign() {
    calls.assigned(ALL);
  }

  /** Calls of the integration named other are nobody's concern. */
  private LiveCalls newCalls() {
    LiveCalls created = new LiveCalls(log, event -> !event.integration().value().equals("other"));
    created.watch(
        new LiveCallWatcher() {
          @Override
          public void appeared(LiveCall call) {
            seen.add("+" + call.key());
          }

          @Override
          public void disappeared(CallKey call) {
            seen.add("-" + call);
          }
        });
    return created;
  }

  private static CallEvent event(CallKey call, CallEventType type, @Nullable Direction direction) {
    return CallEvent.builder()
        .id("event-" + type)
        .type(type)
        .integration(call.integration())
        .platform(new Platform("mts"))
        .callId(call.callId())
        .direction(direction)
        .occurredAt(NOW)
        .receivedAt(NOW)
        .build();
  }

  private void happens(CallKey call, CallEventType type) {
    happens(call, type, Direction.INBOUND);
  }

  private void happens(CallKey call, CallEventType type, @Nullable Direction direction) {
    StepVerifier.create(happened(call, type, direction)).verifyComplete();
  }

  private Mono<Void> happened(CallKey call, CallEventType type, @Nullable Direction direction) {
    return calls.happened(event(call, type, direction), Context.root());
  }

  @Test
  void keepsACallFromItsConnectionToItsEnd() {
    happens(CALL, CallEventType.CALL_STARTED);
    assertThat(calls.standing(CALL)).isEqualTo(new Standing.NotConnected());
    assertThat(seen).isEmpty();

    happens(CALL, CallEventType.LEG_CONNECTED);
    assertThat(calls.find(CALL)).contains(log.all().getFirst());
    assertThat(log.all())
        .containsExactly(
            new LiveCall(
                    CALL.integration(),
                    new Platform("mts"),
                    CALL.callId(),
                    Direction.INBOUND,
                    NOW,
                    List.of(),
                    null)
                .untold(true));

    happens(CALL, CallEventType.LEG_ENDED);
    happens(CALL, CallEventType.LEG_CONNECTED);
    happens(CALL, CallEventType.CALL_ENDED);
    assertThat(calls.standing(CALL)).isEqualTo(new Standing.Ended());
    assertThat(log.all()).isEmpty();
    assertThat(seen).containsExactly("+" + CALL, "-" + CALL);
  }

  @Test
  void isNotBroughtBackByAConnectionThatIsToldAfterTheEnd() {
    happens(CALL, CallEventType.CALL_ENDED);
    happens(CALL, CallEventType.LEG_CONNECTED);

    assertThat(calls.find(CALL)).isEmpty();
    assertThat(log.all()).isEmpty();
  }

  @Test
  void learnsTheDirectionBeforeAndAfterTheConnection() {
    happens(CALL, CallEventType.CALL_STARTED, Direction.OUTBOUND);
    happens(CALL, CallEventType.LEG_CONNECTED, null);
    CallKey other = CallKey.parse("mts:2");
    happens(other, CallEventType.LEG_CONNECTED, null);
    happens(other, CallEventType.RECORDING_STARTED, Direction.OUTBOUND);

    assertThat(log.all()).extracting(LiveCall::direction).containsOnly(Direction.OUTBOUND);
  }

  @Test
  void leavesCallsAloneWithWhichNobodyDoesAnything() {
    happens(CallKey.parse("other:1"), CallEventType.LEG_CONNECTED);

    assertThat(log.all()).isEmpty();
    assertThat(seen).isEmpty();
  }

  @Test
  void bringsCallsBackWithTheirPartitionsAndLetsThemGo() {
    List<CallKey> keys = IntStream.range(0, 20).mapToObj(i -> CallKey.parse("mts:" + i)).toList();
    keys.forEach(key -> happens(key, CallEventType.LEG_CONNECTED));
    List<String> second =
        keys.stream().filter(key -> log.partition(key) == 2).map(CallKey::toString).toList();
    seen.clear();

    calls.lost(Set.of(2));
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(second.stream().map(key -> "-" + key).toList());
    assertThat(calls.all()).hasSize(20 - second.size());

    seen.clear();
    calls.assigned(Set.of(2));
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(second.stream().map(key -> "+" + key).toList());
    assertThat(calls.all()).hasSize(20);
  }

  @Test
  void changesACallInMemoryAndOnTheTopic() {
    happens(CALL, CallEventType.LEG_CONNECTED);

    StepVerifier.create(calls.change(CALL, call -> call.askedNoMore("500"), Context.root()))
        .verifyComplete();
    StepVerifier.create(calls.askNoMore(CALL, "404", Context.root())).verifyComplete();

    assertThat(calls.find(CALL).orElseThrow().askedNoMore()).isEqualTo("500");
    calls = newCalls();
    calls.assigned(ALL);
    assertThat(calls.find(CALL).orElseThrow().askedNoMore()).isEqualTo("500");
  }

  @Test
  void remembersWhatWasSettledInOrderAndNotForEver() {
    happens(CALL, CallEventType.LEG_CONNECTED);
    IntStream.range(0, 60)
        .forEach(i ->
            StepVerifier.create(calls.change(CALL, call -> call.settled("i" + i), Context.root()))
                .verifyComplete());

    assertThat(calls.find(CALL).orElseThrow().settled())
        .hasSize(50)
        .startsWith("i10")
        .endsWith("i59");
  }

  @Test
  void changesNothingOfACallThatIsNotItsOwn() {
    happens(CALL, CallEventType.LEG_CONNECTED);
    calls.lost(ALL);

    StepVerifier.create(calls.change(CALL, call -> call.askedNoMore("500"), Context.root()))
        .verifyComplete();
    happens(CALL, CallEventType.CALL_ENDED);

    assertThat(log.all()).extracting(LiveCall::askedNoMore).containsOnlyNulls();
  }

  @Test
  void failsWithTheBrokerAndDoesItAgain() {
    broker.down();
    StepVerifier.create(happened(CALL, CallEventType.LEG_CONNECTED, null))
        .verifyError(BrokerUnavailable.class);
    assertThat(calls.find(CALL)).isEmpty();
    assertThat(seen).isEmpty();

    broker.up();
    happens(CALL, CallEventType.LEG_CONNECTED);

    assertThat(seen).containsExactly("+" + CALL);
  }
}
