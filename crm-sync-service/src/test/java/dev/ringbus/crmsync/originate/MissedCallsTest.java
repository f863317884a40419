package dev.ringbus.crmsync.originate;

import static dev.ringbus.crmsync.originate.OriginateBench.CRM;
import static dev.ringbus.crmsync.originate.OriginateBench.FOLLOW_WITHIN;
import static dev.ringbus.crmsync.originate.OriginateBench.PBX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringbus.bus.testkit.Samples;
import dev.ringbus.crmsync.originate.OriginateMeters.Result;
import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.store.AssembledCall;
import dev.ringbus.store.CallStore.Memory;
import dev.ringbus.store.Origination;
import dev.ringbus.store.StoreUnavailable;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MissedCallsTest {

  private final OriginateBench bench = new OriginateBench();

  @AfterEach
  void stop() {
    bench.close();
  }

  private Origination await(String communicationId) {
    Origination origination = bench.origination(communicationId);
    assertThat(bench.store.calls().await(origination).block()).isEqualTo(Memory.NEW);
    return origination;
  }

  private void follow(Origination origination) {
    CallId id = Samples.newCall();
    CallEvent event = Samples.event(id, CallEventType.CALL_STARTED);
    Call call = Samples.call(id);
    bench
        .store
        .calls()
        .record(List.of(event), _ -> new AssembledCall(call, null, List.of(), origination))
        .block();
  }

  @Test
  void areToldOfOnceWhenNoCallHasFollowed() {
    await("c-1");
    bench.clock.move(FOLLOW_WITHIN);
    bench.look();
    assertThat(bench.failed()).isEmpty();

    bench.clock.move(Duration.ofMillis(1));
    bench.look();
    bench.clock.move(FOLLOW_WITHIN);
    bench.look();

    assertThat(bench.planned())
        .singleElement()
        .satisfies(delivery -> {
          assertThat(delivery.communicationId()).isEqualTo("c-1");
          assertThat(delivery.callKey()).hasToString(PBX + ":communication-c-1");
          assertThat(delivery.planned().staleAt()).isNull();
        });
    assertThat(bench.failed()).containsEntry("c-1", "no call followed within 120 s");
    assertThat(bench.rung).containsExactly(CRM);
    assertThat(bench.count(Result.NOT_FOLLOWED)).isEqualTo(1);
  }

  @Test
  void areNotThoseThatACallFollowed() {
    follow(await("c-1"));
    bench.clock.move(FOLLOW_WITHIN.multipliedBy(2));
    bench.look();

    assertThat(bench.failed()).isEmpty();
    assertThat(bench.rung).isEmpty();
  }

  @Test
  void areNotThoseThatACallFollowedWhileThePbxRefused() {
    Origination followed = await("c-1");
    follow(followed);
    bench.missed.giveUp(followed, "the PBX answered with the status 500", Result.REFUSED).block();

    assertThat(bench.failed()).isEmpty();
  }

  @Test
  void areAllToldOfHoweverManyThereAre() {
    for (int number = 0; number < 250; number++) {
      await("c-" + number);
    }
    bench.clock.move(FOLLOW_WITHIN.plusSeconds(1));
    bench.look();
    bench.look();
    bench.look();

    assertThat(bench.count(Result.NOT_FOLLOWED)).isEqualTo(250);
  }

  @Test
  void areToldOfWhenTheDatabaseIsThereAgain() {
    await("c-1");
    bench.clock.move(FOLLOW_WITHIN.plusSeconds(1));
    bench.store.goesAway();
    assertThatThrownBy(bench::look).isInstanceOf(StoreUnavailable.class);

    bench.store.comesBack();
    bench.look();
    assertThat(bench.failed()).containsOnlyKeys("c-1");
  }
}
