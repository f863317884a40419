package dev.ringbus.simulator.audit;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.LegProgress;
import dev.ringbus.simulator.exchange.Latencies;
import dev.ringbus.simulator.kontur.Operation;
import dev.ringbus.simulator.kontur.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * How long live notices take from the hub's acknowledgement of what happened to the CRM, and calls
 * from the acknowledgement of their end to their registration. A notice belongs to the report of
 * its call with the same time, and of these to one of its kind. Told from two threads, since either
 * side may be heard of first.
 */
public final class NoticeTimes {

  private static final int SIGNIFICANT_DIGITS = 3;

  private final Map<String, Open> open = new HashMap<>();
  private final Histogram notices = new Histogram(SIGNIFICANT_DIGITS);
  private final Histogram registrations = new Histogram(SIGNIFICANT_DIGITS);
  private final List<Integer> lags = new ArrayList<>();
  private final Instant from;
  private long longestNotice;
  private long longestRegistration;
  private long unmatched;
  private long ended;
  private long registered;
  private @Nullable Instant began;

  private record Fact(CallEventType type, Instant occurredAt, Instant acknowledgedAt) {}

  /** A call that is not registered yet. */
  private static final class Open {
    private final List<Fact> facts = new ArrayList<>();
    private final List<Receipt> receipts = new ArrayList<>();
    private @Nullable Instant endedAt;
    private @Nullable Instant registeredAt;
  }

  /**
   * @param from what was acknowledged before is not measured
   */
  public NoticeTimes(Instant from) {
    this.from = from;
  }

  /** The hub acknowledged a report. */
  public synchronized void acknowledged(CallEvent fact, Instant at) {
    Open call = open.computeIfAbsent(fact.key().toString(), _ -> new Open());
    call.facts.add(new Fact(fact.type(), fact.occurredAt().toInstant(), at));
    if (fact.type() == CallEventType.CALL_ENDED && call.endedAt == null) {
      call.endedAt = at;
      ended++;
      sample(at);
    }
    settle(fact.key().toString(), call);
  }

  /** The CRM took something. */
  public synchronized void received(Receipt receipt) {
    if (receipt.operation() == Operation.CALL_RECORDING) {
      return;
    }
    Open call = open.computeIfAbsent(receipt.call(), _ -> new Open());
    if (receipt.operation() == Operation.REGISTER_CALL) {
      if (call.registeredAt == null) {
        call.registeredAt = receipt.receivedAt();
        registered++;
      }
    } else {
      call.receipts.add(receipt);
    }
    settle(receipt.call(), call);
  }

  /** Measures a call of which nothing more is to come, and forgets it. */
  private void settle(String key, Open call) {
    if (call.registeredAt != null && call.endedAt != null) {
      open.remove(key);
      measure(call);
    }
  }

  private void measure(Open call) {
    call.receipts.forEach(receipt -> measure(receipt, call));
    if (call.endedAt != null && call.registeredAt != null && !call.endedAt.isBefore(from)) {
      long micros = micros(call.endedAt, call.registeredAt);
      registrations.recordValue(micros);
      longestRegistration = Math.max(longestRegistration, micros);
    }
  }

  private void measure(Receipt receipt, Open call) {
    Optional<Fact> cause = cause(receipt, call);
    if (cause.isEmpty()) {
      unmatched++;
      return;
    }
    if (!cause.get().acknowledgedAt().isBefore(from)) {
      long micros = micros(cause.get().acknowledgedAt(), receipt.receivedAt());
      notices.recordValue(micros);
      longestNotice = Math.max(longestNotice, micros);
    }
  }

  /** The answer may reach the CRM before the acknowledgement reaches the PBX: that counts as 0. */
  private static long micros(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toNanos() / 1_000);
  }

  private static Optional<Fact> cause(Receipt receipt, Open call) {
    if (receipt.timestamp() == null) {
      return Optional.empty();
    }
    Instant at = receipt.timestamp().toInstant();
    List<Fact> then = call.facts.stream().filter(fact -> fact.occurredAt().equals(at)).toList();
    return then.stream()
        .filter(fact -> isCause(fact.type(), receipt))
        .findFirst()
        .or(() -> then.stream().findFirst());
  }

  private static boolean isCause(CallEventType type, Receipt receipt) {
    return switch (receipt.operation()) {
      case CALL_STARTED -> type == CallEventType.CALL_STARTED;
      case CALL_FINISHED -> type == CallEventType.CALL_ENDED;
      default -> isCause(type, receipt.progress());
    };
  }

  private static boolean isCause(CallEventType type, @Nullable LegProgress progress) {
    return switch (progress) {
      case APPEARED -> type == CallEventType.LEG_RINGING;
      case CONNECTED -> type == CallEventType.LEG_CONNECTED;
      case DISCONNECTED -> type == CallEventType.LEG_ENDED;
      case FINISHED -> type == CallEventType.CALL_ENDED;
      case PAUSED -> false;
      case null -> false;
    };
  }

  /** Once a second, when a call ends: how many have ended and are not registered. */
  private void sample(Instant now) {
    if (now.isBefore(from)) {
      return;
    }
    if (began == null) {
      began = now;
    }
    long second = Duration.between(began, now).toSeconds();
    if (lags.size() <= second) {
      lags.add((int) (ended - registered));
    }
  }

  /** The figures so far; notices of calls that are not registered yet are among them. */
  public synchronized NoticeFigures figures() {
    open.values().forEach(this::measure);
    open.clear();
    return new NoticeFigures(
        Latencies.of(notices, longestNotice),
        notices.getTotalCount(),
        unmatched,
        Latencies.of(registrations, longestRegistration),
        ended,
        registered,
        lags);
  }
}
