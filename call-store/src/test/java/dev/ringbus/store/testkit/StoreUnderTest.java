package dev.ringbus.store.testkit;

import static dev.ringbus.store.testkit.Samples.CRM;
import static dev.ringbus.store.testkit.Samples.NOW;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.store.Assembly;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.FinishedDelivery;
import dev.ringbus.store.FinishedDelivery.Sent;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.PlannedDelivery.Lane;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** What the contracts do with a store, in fewer words. */
public abstract class StoreUnderTest {

  protected static final Duration LEASE = Duration.ofSeconds(30);
  protected static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  /** An empty one for each test. */
  protected abstract Store store();

  protected static <T> T now(Mono<T> mono) {
    return Objects.requireNonNull(mono.block(Duration.ofSeconds(60)));
  }

  protected static void done(Mono<Void> mono) {
    mono.block(Duration.ofSeconds(60));
  }

  protected List<Call> record(Assembly assembly, CallEvent... events) {
    return now(store().calls().record(List.of(events), assembly));
  }

  /** A call of one event with these deliveries. */
  protected void plan(String callId, PlannedDelivery... deliveries) {
    record(
        history -> Samples.assembled(history, List.of(deliveries)),
        Samples.event(callId, "plans " + List.of(deliveries), CallEventType.CALL_STARTED));
  }

  protected List<ClaimedDelivery> claim(Instant at) {
    return now(store().outbox().claim(CRM, Lane.CALL, 100, at, LEASE));
  }

  protected List<ClaimedDelivery> claimFiles(Instant at) {
    return now(store().outbox().claim(CRM, Lane.FILES, 100, at, LEASE));
  }

  protected List<String> claimedNames(Instant at) {
    return claim(at).stream().map(one -> one.planned().name()).toList();
  }

  protected void finish(FinishedDelivery... finished) {
    done(store().outbox().finish(List.of(finished)));
  }

  protected static Sent sent(ClaimedDelivery claimed) {
    return new Sent(claimed, NOW, null, List.of(), null, List.of());
  }
}
