package dev.ringbus.crmsync.originate;

import static dev.ringbus.crmsync.originate.OriginateBench.CRM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.testkit.InMemoryConfigurationView;
import dev.ringbus.bus.testkit.InMemoryFeed;
import dev.ringbus.bus.testkit.Samples;
import dev.ringbus.crmsync.originate.OriginateMeters.Result;
import dev.ringbus.crmsync.work.Payload;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallCommand.Synchronize;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.Configuration;
import dev.ringbus.store.AssembledCall;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.FinishedDelivery;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandsTest {

  private final OriginateBench bench = new OriginateBench();
  private final InMemoryFeed<CallCommand> feed = new InMemoryFeed<>();
  private final InMemoryConfigurationView view = new InMemoryConfigurationView();
  private final Commands commands =
      new Commands(
          feed,
          view,
          bench.originations,
          bench.store.outbox(),
          crm -> {
            if (crm.equals("broken")) {
              throw new IllegalStateException("a fault of ours");
            }
            bench.rung.add(crm);
          },
          bench.clock);

  @BeforeEach
  void configure() {
    view.set(bench.configuration());
  }

  @AfterEach
  void stop() {
    feed.stop();
    bench.close();
  }

  private Synchronize synchronize(String crm) {
    return new Synchronize("sync-" + crm, crm, bench.clock.instant().atOffset(ZoneOffset.UTC));
  }

  private void follow() {
    commands.follow().block();
  }

  /** A registration that the CRM refused for good. */
  private void park() {
    CallId id = Samples.newCall();
    bench
        .store
        .calls()
        .record(
            List.of(Samples.event(id, CallEventType.CALL_ENDED)),
            _ ->
                new AssembledCall(
                    Samples.call(id),
                    null,
                    List.of(new Payload.RegisterCall().plan(CRM, bench.clock.instant(), null)),
                    null))
        .block();
    ClaimedDelivery claimed = bench.planned().getFirst();
    bench
        .store
        .outbox()
        .finish(List.of(new FinishedDelivery.Parked(claimed, bench.clock.instant(), "refused")))
        .block();
    assertThat(bench.planned()).isEmpty();
  }

  @Test
  void makeWhatACrmLacksDueAgain() {
    park();
    follow();
    feed.write(synchronize(CRM));

    assertThat(bench.rung).containsExactly(CRM);
    assertThat(bench.planned())
        .singleElement()
        .satisfies(delivery -> assertThat(delivery.planned().name()).isEqualTo("register-call"));
  }

  @Test
  void areRepeatedUntilTheDatabaseIsThere() {
    park();
    bench.store.goesAway();
    follow();
    feed.write(synchronize(CRM));
    feed.write(bench.call("c-1"));
    feed.write(bench.command("c-2", "nobody", null, null));
    assertThat(bench.pbx.requests()).isEmpty();
    assertThat(bench.rung).isEmpty();

    bench.store.comesBack();

    bench.awaitCount(Result.TAKEN, 1);
    bench.awaitCount(Result.IMPOSSIBLE, 1);
    assertThat(bench.pbx.requests()).hasSize(1);
    await().until(() -> bench.rung.contains(CRM));
    assertThat(bench.planned())
        .extracting(delivery -> delivery.planned().name())
        .containsExactlyInAnyOrder("register-call", "call-failed");
  }

  @Test
  void areExecutedOnceWhenTheTopicIsReadAgain() {
    follow();
    feed.write(bench.call("c-1"));
    bench.awaitCount(Result.TAKEN, 1);

    InMemoryFeed<CallCommand> again = new InMemoryFeed<>();
    again.write(bench.call("c-1"));
    new Commands(
            again, view, bench.originations, bench.store.outbox(), bench.rung::add, bench.clock)
        .follow()
        .block();

    bench.awaitCount(Result.REPEATED, 1);
    again.stop();
    assertThat(bench.pbx.requests()).hasSize(1);
  }

  @Test
  void holdUpNoOtherIfOneCannotBeExecuted() {
    follow();
    feed.write(synchronize("broken"));
    feed.write(Samples.hangUp(Samples.newCall()));
    feed.write(synchronize(CRM));

    assertThat(bench.rung).containsExactly(CRM);
  }

  @Test
  void waitUntilItIsKnownWhatIsConfigured() {
    view.ready(false);
    view.set(Configuration.EMPTY);
    var following = commands.follow().toFuture();
    feed.write(bench.call("c-1"));
    assertThat(commands.isReady()).isFalse();

    view.ready(true);
    view.set(bench.configuration());

    assertThat(following).succeedsWithin(Duration.ofSeconds(60));
    assertThat(commands.isReady()).isTrue();
    bench.awaitCount(Result.TAKEN, 1);
  }

  @Test
  void tellsACrmNothingMoreOfACallThatAnotherServiceHasEnded() {
    CallId id = Samples.newCall();
    bench
        .store
        .calls()
        .record(
            List.of(Samples.event(id, CallEventType.CALL_ENDED)),
            _ ->
                new AssembledCall(
                    Samples.call(id),
                    null,
                    List.of(new Payload.RegisterCall().plan(CRM, bench.clock.instant(), null)),
                    null))
        .block();
    follow();
    feed.write(
        List.of(
            new CallCommand.EndRequests(
                "e1",
                CRM,
                bench.clock.instant().atOffset(ZoneOffset.UTC),
                Samples.call(id).key(),
                "500")),
        Context.root());

    assertThat(bench.planned()).isEmpty();
  }
}
