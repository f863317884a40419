package dev.ringbus.crm;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * Makes sure, before a workspace is told anything, that it is ready to be told; tries it again and
 * again, with longer pauses each time.
 */
public final class Activation {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Scheduler timer;
  private final Consumer<String> onFailure;
  private final Runnable onSuccess;
  private final Disposable.Swap trying = Disposables.swap();
  private volatile State state = State.TRYING;
  private volatile @Nullable String failure;

  /** How far it is. */
  public enum State {
    /** Nobody knows yet. */
    TRYING,
    /** It is not ready. */
    FAILING,
    DONE
  }

  /**
   * @param onFailure told of each attempt that failed, and why, from any thread
   * @param onSuccess told when it is ready, from any thread
   */
  public Activation(Scheduler timer, Consumer<String> onFailure, Runnable onSuccess) {
    this.timer = timer;
    this.onFailure = onFailure;
    this.onSuccess = onSuccess;
  }

  /** Begins, also anew with another connection. Where nothing is to be done it is done at once. */
  public void begin(CrmConnection connection) {
    state = State.TRYING;
    trying.update(
        connection
            .activate()
            .doOnError(this::failed)
            .retryWhen(
                Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                    .maxBackoff(LONGEST_PAUSE)
                    .scheduler(timer))
            .subscribe(_ -> {}, this::failed, this::succeeded));
  }

  private void failed(Throwable fault) {
    String why = fault.getMessage() == null ? fault.toString() : fault.getMessage();
    failure = why;
    state = State.FAILING;
    onFailure.accept(why);
  }

  private void succeeded() {
    failure = null;
    state = State.DONE;
    onSuccess.run();
  }

  public State state() {
    return state;
  }

  /** Why the last attempt failed; empty when it is ready, or may be. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** Tries it no more. */
  public void stop() {
    trying.dispose();
  }
}
