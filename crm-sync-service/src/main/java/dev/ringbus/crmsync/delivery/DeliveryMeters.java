package dev.ringbus.crmsync.delivery;

import dev.ringbus.model.CrmDelivery;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.WorkspaceView;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What is counted and measured of deliveries, by workspace and operation. */
final class DeliveryMeters {

  /** Longer than any ordinary wait for a turn: somebody died, or nobody was there. */
  private static final Duration OVERDUE = Duration.ofMinutes(1);

  private static final Duration[] BUCKETS =
      Stream.of(5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Map<String, Gauges> gauges = new ConcurrentHashMap<>();
  private final Map<List<String>, Counter> counters = new ConcurrentHashMap<>();
  private final Map<List<String>, Timer> timers = new ConcurrentHashMap<>();

  DeliveryMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void ended(String crm, Ended ended) {
    String operation = ended.claimed().planned().operation();
    String outcome = ended.outcome().wireName();
    counters
        .computeIfAbsent(
            List.of(crm, operation, outcome),
            _ ->
                Counter.builder("ringbus.crm.operations")
                    .tag("crm", crm)
                    .tag("operation", operation)
                    .tag("outcome", outcome)
                    .description("What CRMs were told, by what came of it")
                    .register(registry))
        .increment();
    Duration took = ended.took();
    if (took != null) {
      timer(crm, operation).record(took);
    }
    if (ended.reason() != null && ended.outcome() == CrmDelivery.Outcome.SENT) {
      remarked(crm, operation);
    }
  }

  private Timer timer(String crm, String operation) {
    return timers.computeIfAbsent(
        List.of(crm, operation),
        _ ->
            Timer.builder("ringbus.crm.operation")
                .tag("crm", crm)
                .tag("operation", operation)
                .serviceLevelObjectives(BUCKETS)
                .description("From a request to a CRM to its answer")
                .register(registry));
  }

  private void remarked(String crm, String operation) {
    counters
        .computeIfAbsent(
            List.of(crm, operation),
            _ ->
                Counter.builder("ringbus.crm.remarks")
                    .tag("crm", crm)
                    .tag("operation", operation)
                    .description(
                        "Taken, with something that a person should know, for example an employee"
                            + " without a user")
                    .register(registry))
        .increment();
  }

  /** Counts what should have been claimed long ago. */
  void claimed(String crm, List<ClaimedDelivery> claims, Instant at) {
    double overdue =
        claims.stream()
            .filter(claimed -> claimed.planned().notBefore().isBefore(at.minus(OVERDUE)))
            .count();
    if (overdue > 0) {
      gauges(crm).overdue.increment(overdue);
    }
  }

  void changed(String crm, Condition condition) {
    gauges(crm).breaker = condition.breaker();
    gauges(crm).recordings = condition.recordings();
  }

  /** What waits in the outbox; a workspace that is not among them has nothing. */
  void waiting(List<WorkspaceView> workspaces) {
    gauges.values().forEach(Gauges::empty);
    for (WorkspaceView workspace : workspaces) {
      Gauges of = gauges(workspace.crm());
      of.waiting = Map.copyOf(workspace.counts());
      of.lag = workspace.lag() == null ? Duration.ZERO : workspace.lag();
    }
  }

  /** The workspace is not configured any more. */
  void gone(String crm) {
    Gauges gone = gauges.remove(crm);
    if (gone != null) {
      gone.meters.forEach(registry::remove);
    }
  }

  private Gauges gauges(String crm) {
    return gauges.computeIfAbsent(crm, key -> new Gauges(key, registry));
  }

  /** The states of one workspace. */
  private static final class Gauges {

    private final List<Meter> meters = new ArrayList<>();
    private final Counter overdue;
    private volatile Breaker.State breaker = Breaker.State.CLOSED;
    private volatile Breaker.State recordings = Breaker.State.CLOSED;
    private volatile Map<DeliveryState, Long> waiting = Map.of();
    private volatile Duration lag = Duration.ZERO;

    Gauges(String crm, MeterRegistry registry) {
      overdue =
          Counter.builder("ringbus.crm.overdue")
              .tag("crm", crm)
              .description("Deliveries that were taken up more than a minute after their time")
              .register(registry);
      meters.add(overdue);
      meters.add(
          Gauge.builder("ringbus.crm.breaker", this, gauges -> level(gauges.breaker))
              .tag("crm", crm)
              .description("0 while a CRM is told everything, 0.5 while it is tried, 1 while not")
              .register(registry));
      meters.add(
          Gauge.builder("ringbus.crm.recordings.breaker", this, gauges -> level(gauges.recordings))
              .tag("crm", crm)
              .description(
                  "0 while a CRM is given recordings, 0.5 while that is tried, 1 while not")
              .register(registry));
      meters.add(
          Gauge.builder("ringbus.crm.lag", this, gauges -> gauges.lag.toMillis() / 1000.0)
              .tag("crm", crm)
              .baseUnit("seconds")
              .description("Since when the oldest open delivery has been due")
              .register(registry));
      for (DeliveryState state : DeliveryState.values()) {
        if (state != DeliveryState.SENT) {
          meters.add(
              Gauge.builder(
                      "ringbus.crm.waiting", this, gauges -> gauges.waiting.getOrDefault(state, 0L))
                  .tag("crm", crm)
                  .tag("state", state.wireName())
                  .description("Deliveries that have not been sent")
                  .register(registry));
        }
      }
    }

    private static double level(Breaker.State breaker) {
      return switch (breaker) {
        case CLOSED -> 0;
        case HALF_OPEN -> 0.5;
        case OPEN -> 1;
      };
    }

    void empty() {
      waiting = Map.of();
      lag = Duration.ZERO;
    }
  }
}
