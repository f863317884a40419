package dev.ringbus.ingress.kontur;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ringbus.crm.kontur.SystemCall;
import dev.ringbus.dialect.EventIds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Gives the same command the same id however often it is delivered: the CRM repeats what it had no
 * answer to, perhaps to another instance, and people press a button twice.
 */
final class CommandIds {

  /** What comes again within this time is the same press of a button. */
  private static final Duration SAME = Duration.ofSeconds(10);

  private static final int MOST = 10_000;

  private final Clock clock;

  /** When a button was first pressed. An id made of the time alone would change in mid-press. */
  private final Cache<String, Instant> pressed;

  CommandIds(Clock clock) {
    this.clock = clock;
    this.pressed = Caffeine.newBuilder().maximumSize(MOST).build();
  }

  /** A call that is to begin has an id of the CRM's own. */
  String of(String crm, SystemCall.Call call) {
    return EventIds.of("originate", crm, call.communicationId());
  }

  String of(String crm, SystemCall.HangUp hangUp) {
    return timed("hangup", crm, hangUp.realtimeCallItemId(), hangUp.userId());
  }

  String of(String crm, SystemCall.Synchronize synchronize) {
    return timed("synchronize", crm);
  }

  private String timed(@Nullable String... what) {
    Instant now = clock.instant();
    Instant first =
        pressed
            .asMap()
            .compute(
                EventIds.of(what),
                (_, before) -> before == null || !now.isBefore(before.plus(SAME)) ? now : before);
    long span = first.getEpochSecond() / SAME.toSeconds();
    return EventIds.of(EventIds.of(what), Long.toString(span));
  }
}
