package dev.ringbus.ingress;

import dev.ringbus.bus.PollLog;
import dev.ringbus.model.CallKey;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Which calls' PBXs polled here, gathered and told about once a second: who fills the mailboxes
 * finds out from it that polls have stopped, or go on. What is not told costs nothing, since the
 * next poll of the call is told again three seconds later.
 */
final class PollReports {

  private static final Logger log = LoggerFactory.getLogger(PollReports.class);

  private static final Duration EVERY = Duration.ofSeconds(1);

  /** Calls between two reports: three seconds of more calls than one instance is polled for. */
  private static final int MOST = 100_000;

  private final PollLog pollLog;
  private final IngressMetrics metrics;
  private final Scheduler timer;
  private final Disposable.Swap reporting = Disposables.swap();
  private volatile Set<CallKey> gathered = ConcurrentHashMap.newKeySet();

  PollReports(PollLog pollLog, IngressMetrics metrics, Scheduler timer) {
    this.pollLog = pollLog;
    this.metrics = metrics;
    this.timer = timer;
  }

  /** Begins to report. */
  void start() {
    reporting.update(
        Flux.interval(EVERY, timer)
            .onBackpressureDrop()
            .concatMap(_ -> report(), 1)
            .subscribe(_ -> {}, e -> log.error("Polls are no longer reported", e)));
  }

  void stop() {
    reporting.dispose();
  }

  /** On the way of each poll: no more than an insertion. */
  void polled(CallKey call) {
    Set<CallKey> now = gathered;
    if (now.size() < MOST) {
      now.add(call);
    }
  }

  /** The next begins when this one is done with, so that a slow broker is told less often. */
  private Mono<Void> report() {
    Set<CallKey> polled = gathered;
    if (polled.isEmpty()) {
      return Mono.empty();
    }
    // As large as this one, so that it does not have to grow under way.
    gathered = ConcurrentHashMap.newKeySet(polled.size());
    return pollLog.report(polled).onErrorResume(this::unreported);
  }

  private Mono<Void> unreported(Throwable cause) {
    metrics.unreportedPolls();
    log.debug("It is not reported which calls were polled for", cause);
    return Mono.empty();
  }
}
