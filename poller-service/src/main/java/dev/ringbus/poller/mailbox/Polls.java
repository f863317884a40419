package dev.ringbus.poller.mailbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.LiveCall.OfferedInstruction;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which calls poll, and which have stopped to. It is in memory alone: after a restart a call is
 * heard of with its next poll.
 */
final class Polls {

  /** Intervals without a poll after which polling has stopped. */
  private static final int MISSED = 3;

  /** Polls are told about once a second. */
  private static final Duration TELLING = Duration.ofSeconds(2);

  private record Heard(Instant at, OffsetDateTime polled, Duration every, boolean stopped) {

    boolean isSilent(Instant now) {
      return at.plus(silence(every)).isBefore(now);
    }

    Heard stop() {
      return new Heard(at, polled, every, true);
    }
  }

  private final Map<CallKey, Heard> calls = new ConcurrentHashMap<>();
  private final Cache<String, Integer> unproven =
      Caffeine.newBuilder().maximumSize(50_000).expireAfterWrite(Duration.ofMinutes(10)).build();

  /** How long nothing is heard of a call whose PBX has stopped to poll. */
  static Duration silence(Duration every) {
    return every.multipliedBy(MISSED).plus(TELLING);
  }

  /** What a report of a poll is. */
  enum News {
    /** Of a poll that another report has told of. */
    NONE,
    POLLED,
    RESUMED
  }

  News polled(CallKey call, OffsetDateTime at, Duration every, Instant now) {
    Heard before = calls.put(call, new Heard(now, at, every, false));
    if (before == null) {
      return News.POLLED;
    }
    if (before.stopped()) {
      return News.RESUMED;
    }
    return at.isBefore(before.polled().plus(every.dividedBy(2))) ? News.NONE : News.POLLED;
  }

  /** Calls whose polls have stopped since this was asked last. */
  List<CallKey> stopped(Instant now) {
    return calls.entrySet().stream()
        .filter(entry -> !entry.getValue().stopped() && entry.getValue().isSilent(now))
        .filter(entry -> calls.replace(entry.getKey(), entry.getValue(), entry.getValue().stop()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** When a call polled last that has stopped; empty while it polls, or if it never did. */
  Optional<OffsetDateTime> stoppedSince(CallKey call) {
    return Optional.ofNullable(calls.get(call))
        .filter(Heard::stopped)
        .map(heard -> heard.at().atOffset(ZoneOffset.UTC));
  }

  long countStopped() {
    return calls.values().stream().filter(Heard::stopped).count();
  }

  void forget(CallKey call) {
    calls.remove(call);
  }

  /** How many polls there were since the offer, this one included; the one it answered is none. */
  int sinceOffer(OfferedInstruction offer, OffsetDateTime polled, Duration every) {
    String id = offer.instruction().id();
    return polled.isBefore(offer.offeredAt().plus(every.dividedBy(2)))
        ? 0
        : unproven.asMap().merge(id, 1, Integer::sum);
  }
}
