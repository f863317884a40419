package dev.ringbus.poller.loop;

import static dev.ringbus.poller.loop.LoopFixture.EVERY;
import static dev.ringbus.poller.loop.LoopFixture.call;
import static dev.ringbus.poller.loop.LoopFixture.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.testkit.InMemoryBroker;
import dev.ringbus.bus.testkit.InMemoryLiveCallLog;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallKey;
import dev.ringbus.poller.live.LiveCalls;
import io.opentelemetry.context.Context;
import java.time.OffsetDateTime;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loop asks about the calls that are live here, as long as they are. */
class LoopOfLiveCallsTest {

  private static final Set<Integer> ALL = Set.of(0, 1, 2);
  private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-11-20T15:00:00+03:00");

  private final LoopFixture fixture = new LoopFixture();
  private final ScriptedCrm crm = fixture.crm();
  private final InMemoryLiveCallLog log = new InMemoryLiveCallLog(new InMemoryBroker(), 3);
  private final LiveCalls liveCalls = new LiveCalls(log, _ -> true);

  @BeforeEach
  void twoCallsAreConnected() {
    liveCalls.watch(fixture.loop);
    liveCalls.assigned(ALL);
    happened(call(1), CallEventType.LEG_CONNECTED);
    told(call(2));
    happened(call(2), CallEventType.LEG_CONNECTED);
    fixture.pass(EVERY);
    assertThat(crm.asked).as("which the CRM knows").containsOnlyKeys(id(call(2)));
    told(call(1));
    fixture.pass(EVERY);
    assertThat(crm.asked).containsOnlyKeys(id(call(1)), id(call(2)));
    crm.asked.clear();
  }

  private void happened(CallKey call, CallEventType type) {
    CallEvent event =
        CallEvent.builder()
            .id(call + "/" + type)
            .type(type)
            .integration(call.integration())
            .platform(LoopFixture.live(call).platform())
            .callId(call.callId())
            .occurredAt(TIME)
            .receivedAt(TIME)
            .build();
    liveCalls.happened(event, Context.root()).block();
  }

  private void told(CallKey call) {
    liveCalls.mayBeAsked(call, Context.root()).block();
  }

  @Test
  void asksNothingOfACrmThatIsYetToBeToldOfTheCallAlsoAfterARestart() {
    happened(call(3), CallEventType.LEG_CONNECTED);
    liveCalls.lost(ALL);
    liveCalls.assigned(ALL);
    fixture.pass(EVERY);
    assertThat(crm.asked).containsOnlyKeys(id(call(1)), id(call(2)));

    told(call(3));
    told(call(3));
    crm.asked.clear();
    fixture.pass(EVERY);
    assertThat(crm.asked).containsOnlyKeys(id(call(1)), id(call(2)), id(call(3)));
  }

  private void asksOnlyAboutTheSecond() {
    fixture.pass(EVERY);
    assertThat(crm.asked).containsOnlyKeys(id(call(2)));
  }

  @Test
  void stopsAtTheEndOfTheCall() {
    happened(call(1), CallEventType.CALL_ENDED);

    asksOnlyAboutTheSecond();
  }

  @Test
  void stopsWhenTheRequestsOfTheCallAreEndedAlsoAfterARestart() {
    liveCalls.askNoMore(call(1), "POST answered with status 500", Context.root()).block();
    asksOnlyAboutTheSecond();

    liveCalls.lost(ALL);
    liveCalls.assigned(ALL);
    asksOnlyAboutTheSecond();
  }

  @Test
  void asksAboutNothingOfAPartitionThatIsLostAndAgainWhenItIsBack() {
    liveCalls.lost(ALL);
    fixture.pass(EVERY);
    assertThat(crm.asked).isEmpty();

    liveCalls.assigned(ALL);
    fixture.pass(EVERY);
    assertThat(crm.asked).containsOnlyKeys(id(call(1)), id(call(2)));
  }
}
