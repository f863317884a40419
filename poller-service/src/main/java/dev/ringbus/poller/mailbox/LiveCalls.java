package dev.ringbus.poller.mailbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ringbus.model.CallKey;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * The calls that this instance has heard of. One that is forgotten (a bound, a restart, another
 * instance) is as good as one of which nothing was heard: it can be told whatever its PBX takes.
 */
final class LiveCalls {

  private static final int REMEMBERED = 500_000;
  private static final Duration REMEMBERED_FOR = Duration.ofHours(4);

  private final Cache<CallKey, LiveCall> calls =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(REMEMBERED_FOR).build();

  LiveCall find(CallKey key) {
    LiveCall found = calls.getIfPresent(key);
    return found == null ? LiveCall.UNKNOWN : found;
  }

  /** Changes what is known of a call, and returns it as it is then. */
  LiveCall change(CallKey key, UnaryOperator<LiveCall> change) {
    return calls
        .asMap()
        .compute(key, (_, known) -> change.apply(known == null ? LiveCall.UNKNOWN : known));
  }
}
