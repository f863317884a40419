package dev.ringbus.bus.testkit;

import static dev.ringbus.bus.testkit.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.Feed;
import dev.ringbus.bus.PartitionListener;
import dev.ringbus.bus.Taken;
import dev.ringbus.bus.Traced;
import dev.ringbus.bus.UnfitRecords;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What every {@link Feed} does, shown with that of call events. */
public abstract class FeedContract {

  /** A group that no other test has. */
  protected final String group = "test-" + UUID.randomUUID();

  private final CallId call = Samples.newCall();
  private final List<CallEvent> taken = new CopyOnWriteArrayList<>();

  /** A feed that nobody follows yet, as of a process that has just started. */
  protected abstract Feed<CallEvent> feed();

  /** Ends the feed, as when its process stops; completes what is done. */
  protected abstract void stop(Feed<CallEvent> feed);

  /** Writes to the topic of these feeds. */
  protected abstract void write(List<CallEvent> events, Context trace);

  private void write(CallEvent... events) {
    write(List.of(events), Context.root());
  }

  /** Other tests write to the same topic. */
  private List<CallEvent> ofThisCall(List<CallEvent> batch) {
    return batch.stream().filter(event -> event.callId().equals(call)).toList();
  }

  private Mono<Void> take(List<CallEvent> batch) {
    return Mono.fromRunnable(() -> taken.addAll(ofThisCall(batch)));
  }

  private Feed<CallEvent> followedFeed() {
    Feed<CallEvent> feed = feed();
    feed.follow(group, this::take);
    return feed;
  }

  private List<CallEvent> events(int count) {
    return Stream.generate(() -> event(call, CallEventType.DIGITS_RECEIVED)).limit(count).toList();
  }

  private void awaitTaken(List<CallEvent> expected) {
    await().untilAsserted(() -> assertThat(taken).containsExactlyElementsOf(expected));
  }

  @Test
  void bringsTheRecordsOfACallInOrder() {
    List<CallEvent> events = events(1_200);
    Feed<CallEvent> feed = followedFeed();
    write(events.subList(0, 700), Context.root());
    write(events.subList(700, 1_200), Context.root());

    awaitTaken(events);
    stop(feed);
  }

  @Test
  void givesBatchesOfABoundedSize() {
    List<CallEvent> events = events(1_200);
    List<Integer> sizes = new CopyOnWriteArrayList<>();
    write(events, Context.root());
    Feed<CallEvent> feed = feed();
    feed.follow(
        group,
        batch -> {
          sizes.add(batch.size());
          return take(batch);
        });

    awaitTaken(events);
    assertThat(sizes).allSatisfy(size -> assertThat(size).isBetween(1, 500));
    stop(feed);
  }

  @Test
  void startsANewGroupWithTheOldestRecord() {
    CallEvent old = event(call, CallEventType.CALL_STARTED);
    write(old);

    Feed<CallEvent> feed = followedFeed();

    awaitTaken(List.of(old));
    stop(feed);
  }

  @Test
  void goesOnWhereItsGroupWas() {
    CallEvent first = event(call, CallEventType.CALL_STARTED);
    CallEvent second = event(call, CallEventType.CALL_ENDED);
    write(first);
    Feed<CallEvent> before = followedFeed();
    awaitTaken(List.of(first));
    stop(before);
    write(second);

    Feed<CallEvent> after = followedFeed();

    awaitTaken(List.of(first, second));
    stop(after);
  }

  @Test
  void bringsABatchAgainThatFailedAndPassesNothingOver() {
    AtomicInteger attempts = new AtomicInteger();
    List<CallEvent> events = events(3);
    Feed<CallEvent> feed = feed();
    feed.follow(
        group,
        batch ->
            !ofThisCall(batch).isEmpty() && attempts.incrementAndGet() <= 2
                ? Mono.error(new IllegalStateException("the database is down"))
                : take(batch));

    events.forEach(this::write);

    awaitTaken(events);
    assertThat(attempts).hasValueGreaterThan(2);
    stop(feed);
  }

  @Test
  void bringsTheRestOfABatchAgainWithoutWhatItsHandlerFindsUnfit() {
    List<CallEvent> events = events(5);
    List<CallEvent> unfit = List.of(events.get(1), events.get(3));
    write(events, Context.root());
    Feed<CallEvent> feed = feed();
    feed.follow(
        group,
        batch -> {
          List<CallEvent> found = batch.stream().filter(unfit::contains).limit(1).toList();
          return found.isEmpty()
              ? take(batch)
              : Mono.error(new UnfitRecords(found, new IllegalStateException("a fault of ours")));
        });

    awaitTaken(List.of(events.get(0), events.get(2), events.get(4)));
    stop(feed);
  }

  @Test
  void takesAHandlerThatThrowsForOneThatFails() {
    AtomicInteger attempts = new AtomicInteger();
    CallEvent event = event(call, CallEventType.CALL_STARTED);
    Feed<CallEvent> feed = feed();
    feed.follow(
        group,
        batch -> {
          if (!ofThisCall(batch).isEmpty() && attempts.incrementAndGet() == 1) {
            throw new IllegalStateException("a fault");
          }
          return take(batch);
        });

    write(event);

    awaitTaken(List.of(event));
    stop(feed);
  }

  @Test
  void waitsForTheBatchBefore() {
    Sinks.Empty<Void> slow = Sinks.empty();
    CallEvent first = event(call, CallEventType.CALL_STARTED);
    CallEvent second = event(call, CallEventType.CALL_ENDED);
    List<CallEvent> begun = new CopyOnWriteArrayList<>();
    Feed<CallEvent> feed = feed();
    feed.follow(
        group,
        batch -> {
          begun.addAll(ofThisCall(batch));
          return batch.contains(first) ? slow.asMono().then(take(batch)) : take(batch);
        });
    write(first);
    await().until(() -> begun.contains(first));
    write(second);

    assertThat(begun).containsExactly(first);
    slow.tryEmitEmpty().orThrow();

    awaitTaken(List.of(first, second));
    stop(feed);
  }

  @Test
  void bringsABatchAgainThatWasNotDoneWhenItsProcessStopped() {
    CallEvent event = event(call, CallEventType.CALL_STARTED);
    List<CallEvent> begun = new CopyOnWriteArrayList<>();
    Feed<CallEvent> before = feed();
    before.follow(
        group,
        batch -> {
          begun.addAll(ofThisCall(batch));
          return ofThisCall(batch).isEmpty() ? Mono.empty() : Mono.never();
        });
    write(event);
    await().until(() -> begun.contains(event));
    stop(before);

    Feed<CallEvent> after = followedFeed();

    awaitTaken(List.of(event));
    stop(after);
  }

  @Test
  void goesOnWhileSomethingIsNotSettledAndBringsThatAgainToWhoFollowsNext() {
    List<CallEvent> events = events(3);
    CallEvent open = events.get(1);
    Feed<CallEvent> before = feed();
    before.followAhead(
        group,
        batch -> {
          List<CallEvent> values = batch.stream().map(Traced::value).toList();
          return take(values)
              .then(Mono.just(values.contains(open) ? new Taken(Mono.never()) : Taken.WHOLE));
        },
        PartitionListener.NONE);
    // One by one, so that each is a batch of its own.
    for (int i = 0; i < events.size(); i++) {
      write(events.get(i));
      awaitTaken(events.subList(0, i + 1));
    }
    stop(before);

    Feed<CallEvent> after = followedFeed();

    awaitTaken(Stream.concat(events.stream(), events.subList(1, events.size()).stream()).toList());
    stop(after);
  }

  @Test
  void bringsNothingAgainThatWasSettledLater() {
    List<CallEvent> events = events(2);
    Sinks.Empty<Void> settled = Sinks.empty();
    Feed<CallEvent> before = feed();
    before.followAhead(
        group,
        batch ->
            take(batch.stream().map(Traced::value).toList())
                .then(Mono.just(new Taken(settled.asMono()))),
        PartitionListener.NONE);
    events.forEach(this::write);
    awaitTaken(events);
    settled.tryEmitEmpty();
    stop(before);

    CallEvent last = event(call, CallEventType.CALL_ENDED);
    Feed<CallEvent> after = followedFeed();
    write(last);

    awaitTaken(Stream.concat(events.stream(), Stream.of(last)).toList());
    stop(after);
  }

  @Test
  void bringsTheTraceOfEachRecord() {
    SpanContext span =
        SpanContext.create(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            TraceFlags.getSampled(),
            TraceState.getDefault());
    CallEvent event = event(call, CallEventType.CALL_STARTED);
    List<Traced<CallEvent>> seen = new CopyOnWriteArrayList<>();
    Feed<CallEvent> feed = feed();
    feed.followTraced(
        group,
        batch -> {
          batch.stream().filter(record -> record.value().equals(event)).forEach(seen::add);
          return Mono.empty();
        });

    write(List.of(event), Context.root().with(Span.wrap(span)));

    await().until(() -> seen.size() == 1);
    SpanContext found = Span.fromContext(seen.getFirst().trace()).getSpanContext();
    assertThat(found.getTraceId()).isEqualTo(span.getTraceId());
    assertThat(found.isSampled()).isTrue();
    stop(feed);
  }

  @Test
  void bringsRecordsOfPartitionsThatItSaidAreOurs() {
    AssignedPartitions own = new AssignedPartitions();
    List<CallEvent> events = events(3);
    List<Traced<CallEvent>> stray = new CopyOnWriteArrayList<>();
    Feed<CallEvent> feed = feed();
    feed.followTraced(
        group,
        batch -> {
          batch.stream()
              .filter(record -> !own.numbers().contains(record.partition()))
              .forEach(stray::add);
          return take(batch.stream().map(Traced::value).toList());
        },
        own);
    events.forEach(this::write);

    awaitTaken(events);
    assertThat(stray).isEmpty();
    stop(feed);
    assertThat(own.numbers()).isEmpty();
  }

  @Test
  void isReadyWhileItIsFollowed() {
    Feed<CallEvent> feed = feed();
    assertThat(feed.isReady()).isFalse();

    feed.follow(group, this::take);
    await().until(feed::isReady);

    stop(feed);
    assertThat(feed.isReady()).isFalse();
  }
}
