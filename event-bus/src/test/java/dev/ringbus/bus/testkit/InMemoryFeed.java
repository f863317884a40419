package dev.ringbus.bus.testkit;

import dev.ringbus.bus.Feed;
import dev.ringbus.bus.PartitionListener;
import dev.ringbus.bus.Taken;
import dev.ringbus.bus.Traced;
import dev.ringbus.bus.UnfitRecords;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitFailureHandler;
import reactor.util.retry.Retry;

/**
 * A {@link Feed} of what a test, or one of the logs here, writes to it: a topic that remembers
 * where each group is. A handler that completes at once is done when {@link #write} returns.
 *
 * <p>It is one instance, which has all partitions. For several of them there is {@link #another},
 * and the test says which partitions go where.
 */
public final class InMemoryFeed<T> implements Feed<T> {

  private static final int BATCH = 500;
  private static final Duration AGAIN = Duration.ofMillis(10);
  private static final EmitFailureHandler IN_TURN =
      EmitFailureHandler.busyLooping(Duration.ofSeconds(60));

  private record Following<T>(
      String group, Function<List<Traced<T>>, Mono<Taken>> handler, PartitionListener listener) {}

  private final InMemoryTopic<T> topic;
  private final Set<Integer> own;
  private final Set<Object> deadLetters = new CopyOnWriteArraySet<>();
  private final Disposable.Swap taking = Disposables.swap();
  private volatile Following<T> following;
  private volatile Sinks.Many<Boolean> bell = Sinks.many().unicast().onBackpressureBuffer();
  private volatile boolean ready;

  /** Of one partition. */
  public InMemoryFeed() {
    this(1, _ -> 0);
  }

  /**
   * Of several partitions.
   *
   * @param partition where a value goes, counted from 0
   */
  public InMemoryFeed(int partitions, ToIntFunction<T> partition) {
    this(new InMemoryTopic<>(partitions, partition), Set.of());
    own.addAll(topic.partitions());
  }

  private InMemoryFeed(InMemoryTopic<T> topic, Set<Integer> own) {
    this.topic = topic;
    this.own = new CopyOnWriteArraySet<>(own);
    topic.onWrite(() -> bell.emitNext(true, IN_TURN));
  }

  /** Another instance at the same topic, to which no partition is assigned yet. */
  public InMemoryFeed<T> another() {
    return new InMemoryFeed<>(topic, Set.of());
  }

  /** Puts a record at the end of the topic, followed or not. */
  public void write(T value) {
    write(List.of(value), Context.root());
  }

  /** Puts records at the end of the topic, as part of a trace. */
  public void write(List<T> values, Context trace) {
    topic.write(
        values.stream().map(value -> new Traced<>(value, trace, topic.partition(value))).toList());
  }

  @Override
  public void followAhead(
      String group, Function<List<Traced<T>>, Mono<Taken>> handler, PartitionListener listener) {
    stop();
    following = new Following<>(group, handler, listener);
    ready = !own.isEmpty();
    if (ready) {
      listener.assigned(new TreeSet<>(own));
    }
    take();
  }

  /**
   * As if the process ended: a batch in work is cancelled, and comes again to who follows next, as
   * does what was taken and is not settled.
   */
  public void stop() {
    ready = false;
    taking.update(Disposables.disposed());
    Following<T> ended = following;
    following = null;
    if (ended != null && !own.isEmpty()) {
      topic.rewind(ended.group(), own);
      ended.listener().lost(new TreeSet<>(own));
    }
  }

  /** These are this instance's from now on: its records come from where the group was in them. */
  public void assign(Set<Integer> partitions) {
    Set<Integer> added = new TreeSet<>(partitions);
    added.removeAll(own);
    own.addAll(added);
    if (following != null && !added.isEmpty()) {
      ready = true;
      following.listener().assigned(added);
      bell.emitNext(true, IN_TURN);
    }
  }

  /** These are no longer this instance's; a batch with records of them is cancelled. */
  public void lose(Set<Integer> partitions) {
    Set<Integer> gone = new TreeSet<>(partitions);
    gone.retainAll(own);
    taking.update(Disposables.disposed());
    own.removeAll(gone);
    if (following != null) {
      ready = !own.isEmpty();
      if (!gone.isEmpty()) {
        topic.rewind(following.group(), gone);
        following.listener().lost(gone);
      }
      take();
    }
  }

  private void take() {
    Following<T> current = following;
    Sinks.Many<Boolean> ringing = Sinks.many().unicast().onBackpressureBuffer();
    bell = ringing;
    taking.update(ringing.asFlux().concatMap(_ -> takeAll(current)).subscribe(_ -> {}, _ -> {}));
    ringing.emitNext(true, IN_TURN);
  }

  private Mono<Void> takeAll(Following<T> current) {
    return Mono.defer(
            () -> {
              List<Traced<T>> batch = next(current);
              return batch.isEmpty()
                  ? Mono.empty()
                  : Mono.defer(() -> handle(current, batch))
                      .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, AGAIN))
                      .doOnNext(taken -> settle(topic.taken(current.group(), batch), taken))
                      .then();
            })
        .repeat(() -> !next(current).isEmpty())
        .then();
  }

  private Mono<Taken> handle(Following<T> current, List<Traced<T>> batch) {
    List<Traced<T>> fit =
        batch.stream().filter(record -> !deadLetters.contains(record.value())).toList();
    return fit.isEmpty()
        ? Mono.just(Taken.WHOLE)
        : current
            .handler()
            .apply(fit)
            .onErrorResume(
                UnfitRecords.class,
                found ->
                    deadLetters.addAll(found.values())
                        ? handle(current, batch)
                        : Mono.error(found));
  }

  /** What the handler found unfit. */
  public Set<Object> deadLetters() {
    return Set.copyOf(deadLetters);
  }

  private static void settle(InMemoryTopic.Settling batch, Taken taken) {
    taken.settled().onErrorComplete().subscribe(_ -> {}, _ -> {}, batch::settled);
  }

  private List<Traced<T>> next(Following<T> current) {
    return topic.next(current.group(), own, BATCH);
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
