package dev.ringbus.poller.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Direction;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was heard of calls that are not connected yet, or not any more. It is in memory alone: one
 * that is forgotten is as one of which nothing was heard.
 */
final class BeforeConnection {

  private static final int REMEMBERED = 200_000;
  private static final Duration REMEMBERED_FOR = Duration.ofHours(1);

  /**
   * A call.
   *
   * @param askedNoMore as in {@code LiveCall}: a CRM can end its requests before the connection
   * @param told whether its CRM has been told of it
   */
  record Heard(
      @Nullable Direction direction, @Nullable String askedNoMore, boolean told, boolean ended) {

    private static final Heard NOTHING = new Heard(null, null, false, false);
    private static final Heard END = new Heard(null, null, false, true);

    Heard after(CallEvent event) {
      return event.direction() == null || ended
          ? this
          : new Heard(event.direction(), askedNoMore, told, false);
    }

    Heard withoutRequests(String reason) {
      return askedNoMore == null && !ended ? new Heard(direction, reason, told, false) : this;
    }

    Heard withTheCrmTold() {
      return told || ended ? this : new Heard(direction, askedNoMore, true, false);
    }
  }

  private final Cache<CallKey, Heard> calls =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(REMEMBERED_FOR).build();

  Optional<Heard> find(CallKey call) {
    return Optional.ofNullable(calls.getIfPresent(call));
  }

  void heard(CallEvent event) {
    calls
        .asMap()
        .compute(event.key(), (_, heard) -> (heard == null ? Heard.NOTHING : heard).after(event));
  }

  void askNoMore(CallKey call, String reason) {
    calls
        .asMap()
        .compute(
            call, (_, heard) -> (heard == null ? Heard.NOTHING : heard).withoutRequests(reason));
  }

  void told(CallKey call) {
    calls
        .asMap()
        .compute(call, (_, heard) -> (heard == null ? Heard.NOTHING : heard).withTheCrmTold());
  }

  void ended(CallKey call) {
    calls.put(call, Heard.END);
  }

  void connected(CallKey call) {
    calls.invalidate(call);
  }
}
