package dev.ringbus.poller.loop;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * Whether a CRM has passed the tests that MTS makes before it uses one; until it has, they go on.
 */
final class Activation {

  private static final Logger LOG = LoggerFactory.getLogger(Activation.class);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final double CHANCE = 0.5;

  /** How far it is. */
  sealed interface State {

    /** It may be asked. */
    record Active() implements State {}

    /** Why it may not, as a sentence. */
    record Inactive(String reason) implements State {}
  }

  private final String crm;
  private final Mono<Void> tests;
  private final Scheduler timer;
  private final Disposable.Swap running = Disposables.swap();
  private volatile State state = new State.Inactive("not tested yet");

  Activation(String crm, Mono<Void> tests, Scheduler timer) {
    this.crm = crm;
    this.tests = tests;
    this.timer = timer;
  }

  State state() {
    return state;
  }

  boolean isActive() {
    return state instanceof State.Active;
  }

  void start() {
    running.update(
        Mono.defer(() -> tests)
            .doOnError(this::failed)
            .retryWhen(
                Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                    .maxBackoff(LONGEST_PAUSE)
                    .jitter(CHANCE)
                    .scheduler(timer))
            .subscribe(
                _ -> {},
                failure -> LOG.error("CRM {} is not tested any more", crm, failure),
                this::passed));
  }

  private void passed() {
    state = new State.Active();
    LOG.info("CRM {} is asked about live calls", crm);
  }

  private void failed(Throwable failure) {
    String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    if (!new State.Inactive(reason).equals(state)) {
      LOG.warn("CRM {} is not asked about live calls until it passes both tests: {}", crm, reason);
    }
    state = new State.Inactive(reason);
  }

  void stop() {
    running.dispose();
  }
}
