package dev.ringbus.bus.kafka;

import dev.ringbus.bus.Feed;
import dev.ringbus.bus.PartitionListener;
import dev.ringbus.bus.Taken;
import dev.ringbus.bus.Traced;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** Some of our topics, shared by a group of instances. */
final class KafkaFeed<T> implements Feed<T> {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaFeed.class);

  private record Following<T>(FeedConsumer<T> consumer, CompletableFuture<Void> ended) {}

  private final FeedSource<T> source;
  private final KafkaTopics topics;
  private final ClientProperties properties;
  private final DeadLetters deadLetters;
  private final MeterRegistry meters;
  private final AtomicBoolean taken = new AtomicBoolean();
  private final Disposable.Swap beginning = Disposables.swap();
  private volatile @Nullable Following<T> following;

  KafkaFeed(
      FeedSource<T> source,
      KafkaTopics topics,
      ClientProperties properties,
      DeadLetters deadLetters,
      MeterRegistry meters) {
    this.source = source;
    this.topics = topics;
    this.properties = properties;
    this.deadLetters = deadLetters;
    this.meters = meters;
  }

  @Override
  public void followAhead(
      String group, Function<List<Traced<T>>, Mono<Taken>> handler, PartitionListener listener) {
    if (taken.getAndSet(true)) {
      throw new IllegalStateException(source.name() + " is followed already");
    }
    beginning.update(
        topics
            .ensured()
            .subscribe(
                _ -> begin(group, handler, listener),
                failure -> LOG.error("{} is not followed", source.name(), failure)));
  }

  private void begin(
      String group, Function<List<Traced<T>>, Mono<Taken>> handler, PartitionListener listener) {
    FeedConsumer<T> consumer =
        new FeedConsumer<>(
            source,
            properties.batchMember(group),
            handler,
            listener,
            deadLetters,
            FeedMeters.in(meters, source.name(), group));
    following =
        new Following<>(
            consumer,
            CompletableFuture.runAsync(
                consumer,
                task ->
                    Thread.ofPlatform()
                        .name(source.name().replace('.', '-'))
                        .daemon()
                        .start(task)));
  }

  /** Stops following; completes when the consumer has left its group. */
  Mono<Void> stop() {
    return Mono.defer(() -> {
      beginning.dispose();
      Following<T> current = following;
      if (current == null) {
        return Mono.empty();
      }
      current.consumer().stop();
      return Mono.fromFuture(current.ended(), true);
    });
  }

  @Override
  public boolean isReady() {
    Following<T> current = following;
    return current != null && current.consumer().isReady();
  }
}
