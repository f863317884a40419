package dev.ringbus.bus.testkit;

import dev.ringbus.bus.Feed;
import dev.ringbus.bus.Traced;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitFailureHandler;
import reactor.util.retry.Retry;

/**
 * A {@link Feed} of what a test, or one of the logs here, writes to it: a topic of one partition
 * that remembers where each group is. A handler that completes at once is done when {@link #write}
 * returns.
 */
public final class InMemoryFeed<T> implements Feed<T> {

  private static final int BATCH = 500;
  private static final Duration AGAIN = Duration.ofMillis(10);
  private static final EmitFailureHandler IN_TURN =
      EmitFailureHandler.busyLooping(Duration.ofSeconds(60));

  private final List<Traced<T>> records = new ArrayList<>();
  private final Map<String, Integer> positions = new HashMap<>();
  private final Disposable.Swap following = Disposables.swap();
  private volatile Sinks.Many<Boolean> bell = Sinks.many().unicast().onBackpressureBuffer();
  private volatile boolean ready;

  /** Puts a record at the end of the topic, followed or not. */
  public void write(T value) {
    write(List.of(value), Context.root());
  }

  /** Puts records at the end of the topic, as part of a trace. */
  public void write(List<T> values, Context trace) {
    synchronized (records) {
      values.forEach(value -> records.add(new Traced<>(value, trace)));
    }
    bell.emitNext(true, IN_TURN);
  }

  @Override
  public void followTraced(String group, Function<List<Traced<T>>, Mono<Void>> handler) {
    stop();
    Sinks.Many<Boolean> own = Sinks.many().unicast().onBackpressureBuffer();
    bell = own;
    ready = true;
    following.update(
        own.asFlux().concatMap(_ -> takeAll(group, handler)).subscribe(_ -> {}, _ -> {}));
    own.emitNext(true, IN_TURN);
  }

  /** As if the process ended: a batch in work is cancelled, and comes again to who follows next. */
  public void stop() {
    ready = false;
    following.update(Disposables.disposed());
  }

  private Mono<Void> takeAll(String group, Function<List<Traced<T>>, Mono<Void>> handler) {
    return Mono.defer(
            () -> {
              List<Traced<T>> batch = next(group);
              return batch.isEmpty()
                  ? Mono.empty()
                  : Mono.defer(() -> handler.apply(batch))
                      .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, AGAIN))
                      .doOnSuccess(_ -> taken(group, batch.size()));
            })
        .repeat(() -> !next(group).isEmpty())
        .then();
  }

  private List<Traced<T>> next(String group) {
    synchronized (records) {
      int from = positions.getOrDefault(group, 0);
      return List.copyOf(records.subList(from, Math.min(from + BATCH, records.size())));
    }
  }

  private void taken(String group, int size) {
    synchronized (records) {
      positions.merge(group, size, Integer::sum);
    }
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  /** What {@link #isReady} says until somebody follows again. */
  public void ready(boolean value) {
    ready = value;
  }
}
