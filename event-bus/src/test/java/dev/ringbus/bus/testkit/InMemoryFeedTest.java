package dev.ringbus.bus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.Feed;
import dev.ringbus.bus.Traced;
import dev.ringbus.model.CallEvent;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class InMemoryFeedTest extends FeedContract {

  private final InMemoryEventLog log = new InMemoryEventLog(new InMemoryBroker());

  @Override
  protected Feed<CallEvent> feed() {
    return log.feed();
  }

  @Override
  protected void stop(Feed<CallEvent> feed) {
    log.feed().stop();
  }

  @Override
  protected void write(List<CallEvent> events, Context trace) {
    StepVerifier.create(log.append(events, trace)).verifyComplete();
  }

  @Test
  void handsOverWhatIsNotDoneToTheInstanceThatGetsThePartition() {
    InMemoryFeed<Integer> one = new InMemoryFeed<>(2, number -> number % 2);
    InMemoryFeed<Integer> other = one.another();
    AssignedPartitions ofOne = new AssignedPartitions();
    AssignedPartitions ofOther = new AssignedPartitions();
    List<Integer> taken = new ArrayList<>();
    one.followTraced(group, batch -> hasOdd(batch) ? Mono.never() : Mono.empty(), ofOne);
    other.followTraced(
        group,
        batch -> Mono.fromRunnable(() -> batch.forEach(record -> taken.add(record.value()))),
        ofOther);
    one.write(2);
    one.write(3);
    assertThat(other.isReady()).isFalse();

    one.lose(Set.of(1));
    assertThat(ofOne.numbers()).containsExactly(0);
    other.assign(Set.of(1));
    one.write(4);
    one.write(5);

    assertThat(ofOther.numbers()).containsExactly(1);
    assertThat(taken).containsExactly(3, 5);
    one.stop();
    assertThat(ofOne.numbers()).isEmpty();
    other.assign(Set.of(0));
    one.write(6);
    assertThat(taken).containsExactly(3, 5, 6);
  }

  private static boolean hasOdd(List<Traced<Integer>> batch) {
    return batch.stream().anyMatch(record -> record.value() % 2 == 1);
  }
}
