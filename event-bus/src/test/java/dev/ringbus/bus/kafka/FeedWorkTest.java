package dev.ringbus.bus.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.Taken;
import dev.ringbus.bus.Traced;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What becomes of a batch when some of its partitions go to another member. */
class FeedWorkTest {

  private static final TopicPartition STAYS = new TopicPartition("calls", 0);
  private static final TopicPartition GOES = new TopicPartition("calls", 1);

  /** Ample: it ends as soon as the result is there. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Set<TopicPartition> free = new HashSet<>();

  private static FeedWork<String> work(Function<List<Traced<String>>, Mono<Void>> handler) {
    return workAhead(batch -> handler.apply(batch).then(Mono.just(Taken.WHOLE)));
  }

  private static FeedWork<String> workAhead(Function<List<Traced<String>>, Mono<Taken>> handler) {
    var meters = new SimpleMeterRegistry();
    return new FeedWork<>(
        "calls",
        handler,
        new DeadLetters(new ClientProperties(TestBus.NOWHERE), meters),
        FeedMeters.in(meters, "calls", "test"),
        () -> {});
  }

  /** One record of each partition. */
  private static FeedBatch<String> batch(TopicPartition... partitions) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    for (TopicPartition partition : partitions) {
      byte[] value = partition.toString().getBytes(UTF_8);
      records.put(
          partition,
          List.of(
              new ConsumerRecord<>(
                  partition.topic(), partition.partition(), 0, new byte[0], value)));
      next.put(partition, new OffsetAndMetadata(1));
    }
    return FeedBatch.of(
        new ConsumerRecords<>(records, next),
        new FeedSource<>("calls", List.of("calls"), message -> new String(message.value(), UTF_8)));
  }

  @Test
  void goesOnInAPartitionThatStaysWhenItsBatchIsDoneDuringTheHandover() throws Exception {
    FeedWork<String> work = work(_ -> Mono.empty());
    work.begin(batch(STAYS, GOES));

    work.await(Set.of(GOES), LIMIT);
    assertThat(work.takeHandled()).containsOnlyKeys(STAYS, GOES);
    work.abandon(Set.of(GOES));

    assertThat(work.settle()).containsExactly(STAYS);
  }

  @Test
  void givesWhatStaysToTheHandlerAgainWhenItsBatchIsCutShort() {
    Sinks.Empty<Void> slow = Sinks.empty();
    List<String> begun = new CopyOnWriteArrayList<>();
    FeedWork<String> work =
        work(batch -> {
          batch.forEach(record -> begun.add(record.value()));
          return batch.size() == 2 ? slow.asMono() : Mono.empty();
        });
    work.begin(batch(STAYS, GOES));
    await().until(() -> begun.size() == 2);

    work.abandon(Set.of(GOES));

    await().until(() -> free.addAll(work.settle()));
    assertThat(free).containsExactly(STAYS);
    assertThat(begun).hasSize(3).endsWith(STAYS.toString());
    assertThat(work.takeHandled()).containsOnlyKeys(STAYS);
  }

  @Test
  void storesAgainWhatCouldNotBeStoredUnlessMoreIsDone() throws Exception {
    FeedWork<String> work = work(_ -> Mono.empty());
    work.begin(batch(STAYS, GOES));
    work.await(Set.of(STAYS), LIMIT);
    Map<TopicPartition, OffsetAndMetadata> taken = work.takeHandled();
    work.putBack(Map.of(STAYS, new OffsetAndMetadata(2)));

    work.putBack(taken);

    assertThat(work.takeHandled())
        .containsEntry(STAYS, new OffsetAndMetadata(2))
        .containsEntry(GOES, new OffsetAndMetadata(1));
  }

  @Test
  void forgetsWhatIsDoneInAPartitionThatWentAway() throws Exception {
    FeedWork<String> work = work(_ -> Mono.empty());
    work.begin(batch(GOES));
    work.await(Set.of(GOES), LIMIT);

    work.abandon(Set.of(GOES));

    assertThat(work.settle()).isEmpty();
    assertThat(work.takeHandled()).isEmpty();
  }

  @Test
  void countsNothingBehindWhatIsNotSettledAsHandled() throws Exception {
    Sinks.Empty<Void> open = Sinks.empty();
    Deque<Taken> results = new ConcurrentLinkedDeque<>(List.of(new Taken(open.asMono())));
    FeedWork<String> work =
        workAhead(_ -> Mono.just(Objects.requireNonNullElse(results.poll(), Taken.WHOLE)));
    work.begin(batch(STAYS));
    work.await(Set.of(STAYS), LIMIT);
    assertThat(work.settle()).as("the next may come").containsExactly(STAYS);
    work.begin(batch(STAYS, GOES));
    work.await(Set.of(STAYS, GOES), LIMIT);
    assertThat(work.takeHandled()).containsOnlyKeys(GOES);

    open.tryEmitEmpty();

    assertThat(work.takeHandled()).containsOnlyKeys(STAYS);
    assertThat(work.takeHandled()).isEmpty();
  }

  @Test
  void takesWhatFailsToBeSettledForSettled() throws Exception {
    FeedWork<String> work =
        workAhead(_ -> Mono.just(new Taken(Mono.error(new IllegalStateException("broken")))));
    work.begin(batch(STAYS));

    work.await(Set.of(STAYS), LIMIT);

    assertThat(work.takeHandled()).containsOnlyKeys(STAYS);
  }

  @Test
  void forgetsWhatIsNotSettledInAPartitionThatGoes() throws Exception {
    Sinks.Empty<Void> open = Sinks.empty();
    FeedWork<String> work = workAhead(_ -> Mono.just(new Taken(open.asMono())));
    work.begin(batch(STAYS, GOES));
    work.await(Set.of(STAYS, GOES), LIMIT);

    work.abandon(Set.of(GOES));
    open.tryEmitEmpty();

    assertThat(work.takeHandled()).containsOnlyKeys(STAYS);
  }
}
