package dev.ringbus.crm.kontur.http;

import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crm.CrmFailure.Transient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The access key of one workspace, in memory only. It is renewed well before its 20 minutes are
 * over, while the old one goes on being used, and after it was refused, when all wait for one
 * renewal. A renewal that failed is not tried again at once, however many want it.
 */
final class AccessKeys {

  static final Duration LIFE = Duration.ofMinutes(20);
  static final Duration RENEWED_AFTER = Duration.ofMinutes(15);

  /** Before its end a key is not used any more: requests take a while, and clocks differ. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  /** After a failure that may pass by itself, unless the CRM says when. */
  static final Duration REST = Duration.ofSeconds(1);

  /** After a refusal, which somebody has to mend. */
  static final Duration REST_AFTER_REFUSAL = Duration.ofSeconds(10);

  private static final Duration LONGEST_REST = Duration.ofMinutes(1);

  private final Mono<AccessKey> fetch;
  private final Clock clock;
  private @Nullable AccessKey key;
  private @Nullable Mono<AccessKey> renewal;
  private @Nullable Failed failed;

  /** The last renewal failed, and the next is tried then. */
  private record Failed(CrmFailure failure, Instant until) {}

  AccessKeys(Mono<AccessKey> fetch, Clock clock) {
    this.fetch = fetch;
    this.clock = clock;
  }

  /** The key to use now. Fails only with a {@link CrmFailure}. */
  Mono<AccessKey> current() {
    return Mono.defer(this::find);
  }

  private synchronized Mono<AccessKey> find() {
    Instant now = clock.instant();
    AccessKey known = key;
    if (known != null && now.isBefore(known.since().plus(RENEWED_AFTER))) {
      return Mono.just(known);
    }
    Mono<AccessKey> renewed = renewal(now);
    if (known != null && now.isBefore(known.since().plus(LIFE).minus(MARGIN))) {
      return Mono.just(known).doOnSubscribe(_ -> renewed.subscribe(_ -> {}, _ -> {}));
    }
    return renewed;
  }

  /** The renewal that is under way, or a new one, or why there is none now. */
  private Mono<AccessKey> renewal(Instant now) {
    if (renewal != null) {
      return renewal;
    }
    if (failed != null && now.isBefore(failed.until())) {
      return Mono.error(failed.failure());
    }
    renewal = fetch.doOnNext(this::renewed).doOnError(CrmFailure.class, this::failed).cache();
    return renewal;
  }

  private synchronized void renewed(AccessKey fresh) {
    key = fresh;
    failed = null;
    renewal = null;
  }

  private synchronized void failed(CrmFailure failure) {
    failed = new Failed(failure, clock.instant().plus(rest(failure)));
    renewal = null;
  }

  private static Duration rest(CrmFailure failure) {
    if (!(failure instanceof Transient it)) {
      return REST_AFTER_REFUSAL;
    }
    Duration asked = it.retryAfter();
    if (asked == null || asked.compareTo(REST) < 0) {
      return REST;
    }
    return asked.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : asked;
  }

  /** The CRM refused this key. A younger one, which others have fetched meanwhile, stays. */
  synchronized void refused(AccessKey refused) {
    if (refused.equals(key)) {
      key = null;
    }
  }
}
