package dev.ringbus.poller.live;

import dev.ringbus.bus.PartitionListener;
import dev.ringbus.model.CallKey;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * What is kept of calls, for as long as their partitions are this instance's. It is read from its
 * topic when a partition comes, and {@link #known} once that is done.
 *
 * @param <V> what is kept of a call
 */
public final class OwnCalls<V> implements PartitionListener {

  private static final Logger LOG = LoggerFactory.getLogger(OwnCalls.class);
  private static final Duration FIRST_AGAIN = Duration.ofMillis(100);
  private static final Duration LAST_AGAIN = Duration.ofSeconds(5);

  private final ToIntFunction<CallKey> partition;
  private final Function<Set<Integer>, Flux<V>> read;
  private final Function<V, CallKey> key;
  private final Consumer<V> appeared;
  private final Consumer<CallKey> disappeared;
  private final Map<Integer, OwnPartition<V>> partitions = new ConcurrentHashMap<>();

  /**
   * @param read all that is kept of calls in these partitions
   * @param appeared called when something is kept of a call that was not before
   * @param disappeared called when nothing is kept of it any more
   */
  public OwnCalls(
      ToIntFunction<CallKey> partition,
      Function<Set<Integer>, Flux<V>> read,
      Function<V, CallKey> key,
      Consumer<V> appeared,
      Consumer<CallKey> disappeared) {
    this.partition = partition;
    this.read = read;
    this.key = key;
    this.appeared = appeared;
    this.disappeared = disappeared;
  }

  @Override
  public void assigned(Set<Integer> numbers) {
    List<OwnPartition<V>> added =
        numbers.stream().map(_ -> new OwnPartition<>(appeared, disappeared)).toList();
    Mono<Void> restored = restoring(numbers, added);
    int index = 0;
    for (Integer number : numbers) {
      OwnPartition<V> own = added.get(index++);
      own.restored(restored);
      partitions.put(number, own);
    }
    restored.subscribe(
        _ -> {}, failure -> LOG.debug("partitions {} are not ours any more", numbers, failure));
  }

  private Mono<Void> restoring(Set<Integer> numbers, List<OwnPartition<V>> added) {
    Set<Integer> wanted = Set.copyOf(numbers);
    return Flux.defer(() -> read.apply(wanted))
        .collectList()
        .retryWhen(
            Retry.backoff(Long.MAX_VALUE, FIRST_AGAIN)
                .maxBackoff(LAST_AGAIN)
                .filter(_ -> added.stream().anyMatch(OwnPartition::isOurs))
                .doBeforeRetry(signal ->
                    LOG.warn(
                        "what is known of calls in {} is not read yet: {}",
                        wanted,
                        signal.failure().toString())))
        .doOnNext(all -> all.forEach(this::keep))
        .then()
        .cache();
  }

  @Override
  public void lost(Set<Integer> numbers) {
    for (Integer number : numbers) {
      OwnPartition<V> own = partitions.remove(number);
      if (own != null) {
        own.lose();
      }
    }
  }

  /** Completes when all is known that was known of the call; at once if the call is not ours. */
  public Mono<Void> known(CallKey call) {
    return Mono.defer(() -> of(call).map(OwnPartition::restored).orElse(Mono.empty()));
  }

  public boolean isOurs(CallKey call) {
    return of(call).isPresent();
  }

  public Optional<V> find(CallKey call) {
    return of(call).flatMap(own -> own.find(call));
  }

  /** Remembers it in place of what was kept of its call, if that is ours. */
  public void keep(V value) {
    CallKey call = key.apply(value);
    of(call).ifPresent(own -> own.keep(call, value));
  }

  /** Forgets it. */
  public void drop(CallKey call) {
    of(call).ifPresent(own -> own.drop(call));
  }

  /** All that is kept, at about this moment. */
  public Stream<V> all() {
    return partitions.values().stream().map(OwnPartition::all).flatMap(Collection::stream);
  }

  private Optional<OwnPartition<V>> of(CallKey call) {
    return Optional.ofNullable(partitions.get(partition.applyAsInt(call)));
  }
}
