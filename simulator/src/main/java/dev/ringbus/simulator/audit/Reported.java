package dev.ringbus.simulator.audit;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.simulator.exchange.Exchange;
import dev.ringbus.simulator.exchange.Exchange.Result.Answered;
import dev.ringbus.simulator.exchange.Verdict;
import dev.ringbus.simulator.pbx.Meaning;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The calls that PBXs reported to the hub, as far as it took the reports. Told on one thread, read
 * from any.
 */
public final class Reported implements Consumer<Exchange> {

  private final Set<IntegrationId> integrations;
  private final BiConsumer<CallEvent, Instant> acknowledged;
  private final Clock clock;
  private final Map<CallKey, ReportedCall> calls = new LinkedHashMap<>();

  /**
   * @param integrations whose calls count
   * @param acknowledged is told of each report that the hub took, and when
   */
  public Reported(
      Set<IntegrationId> integrations, BiConsumer<CallEvent, Instant> acknowledged, Clock clock) {
    this.integrations = Set.copyOf(integrations);
    this.acknowledged = acknowledged;
    this.clock = clock;
  }

  @Override
  public void accept(Exchange exchange) {
    if (integrations.contains(exchange.integration())
        && exchange.meaning() instanceof Meaning.Says says
        && says.fact().type() != CallEventType.VENDOR_OTHER
        && exchange.result() instanceof Answered(_, Verdict.Valid _, _)) {
      Instant now = clock.instant();
      acknowledged.accept(says.fact(), now);
      add(says.fact(), now);
    }
  }

  private synchronized void add(CallEvent fact, Instant at) {
    calls.merge(
        fact.key(),
        ReportedCall.begun(fact.key(), fact.platform()).with(fact, at),
        (known, _) -> known.with(fact, at));
  }

  /** All of them, in the order in which they began. */
  public synchronized List<ReportedCall> calls() {
    return List.copyOf(calls.values());
  }
}
