package dev.ringbus.crmsync.assembly;

import static dev.ringbus.crmsync.assembly.Vendors.comagic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.CallState;
import dev.ringbus.store.StoreUnavailable;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingTest {

  private static final List<CallEvent> CALL =
      comagic(0, "cdr_id", "123", "numa", "74952345678", "numb", "74951234567");
  private static final CallKey KEY = CALL.getFirst().key();
  private static final Duration CLOSE_AFTER = Duration.ofHours(4);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final AssemblyBench bench = new AssemblyBench();

  ClosingTest() {
    bench.view.set(Planning.configuration(KEY.integration(), Planning.CRM));
    bench.follow();
    bench.comes(CALL);
  }

  private void round() {
    bench.closing.round().block(PATIENCE);
  }

  private List<CallEvent> ends() {
    return bench.events.events(KEY).stream()
        .filter(event -> event.type() == CallEventType.CALL_ENDED)
        .toList();
  }

  private CallState state() {
    return bench.call(KEY).orElseThrow().state();
  }

  /** Something that happens now, so that what is known is up to date. */
  private List<CallEvent> now(String callId) {
    return comagic(0, "cdr_id", callId).stream()
        .map(event ->
            event.toBuilder().receivedAt(bench.clock.instant().atOffset(ZoneOffset.UTC)).build())
        .toList();
  }

  @Test
  void endsACallThatIsOverdueAndTellsItsCrm() {
    bench.clock.move(CLOSE_AFTER.minusSeconds(40));
    round();
    assertThat(state()).isEqualTo(CallState.RINGING);

    bench.clock.move(Duration.ofSeconds(40));
    round();

    assertThat(state()).isEqualTo(CallState.ENDED);
    assertThat(bench.published.calls(KEY).getLast().inferred()).isNotNull();
    assertThat(bench.deliveries(KEY))
        .containsExactly("call-started", "call-finished", "register-call");
    assertThat(bench.registry.get("ringbus.calls.closed").counter().count()).isEqualTo(1);
  }

  @Test
  void writesTheSameEventAsAnotherInstanceAndNotAgain() {
    bench.clock.move(CLOSE_AFTER);
    bench.events.feed().stop();
    AssemblyMeters meters = new AssemblyMeters(bench.registry);
    Progress current = new Progress(Duration.ZERO, bench.clock);
    Closing another =
        new Closing(bench.view, bench.store.calls(), bench.events, current, meters, bench.clock);

    round();
    round();
    another.round().block(PATIENCE);

    assertThat(ends()).hasSize(2);
    assertThat(ends().getFirst().id()).isEqualTo(ends().getLast().id());
    bench.follow();
    assertThat(bench.call(KEY).orElseThrow().events()).isEqualTo(CALL.size() + 1);
  }

  @Test
  void waitsUntilWhatHappenedInAPauseIsKnown() {
    bench.clock.move(CLOSE_AFTER);
    bench.comes(comagic(7, "cdr_id", "124")); // received hours ago
    round();
    assertThat(ends()).isEmpty();

    bench.clock.move(AssemblyBench.QUIET.minusSeconds(1));
    bench.comes(now("125"));
    round();
    assertThat(ends()).isEmpty();

    bench.clock.move(Duration.ofSeconds(1));
    round();
    assertThat(state()).isEqualTo(CallState.ENDED);
  }

  @Test
  void waitsAfterTheDatabaseWasAway() {
    bench.clock.move(CLOSE_AFTER);
    bench.store.goesAway();
    assertThatThrownBy(this::round).isInstanceOf(StoreUnavailable.class);
    bench.ingest.take(now("126")).onErrorComplete().block(PATIENCE);
    bench.store.comesBack();

    round();
    assertThat(ends()).isEmpty();
    bench.clock.move(AssemblyBench.QUIET);
    round();
    assertThat(state()).isEqualTo(CallState.ENDED);
  }

  @Test
  void failsWithTheBrokerAndTriesAgain() {
    bench.clock.move(CLOSE_AFTER);
    bench.broker.down();
    assertThatThrownBy(this::round).isInstanceOf(BrokerUnavailable.class);

    bench.broker.up();
    round();
    assertThat(state()).isEqualTo(CallState.ENDED);
  }
}
