package dev.ringbus.bus;

import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * What is written to a topic, from where this group of instances is on it: each record comes to one
 * of them, those of one key in order, and each at least once. A group that is new begins with the
 * oldest record that is still there.
 *
 * @param <T> {@code CallEvent}, {@code CallCommand}, {@code InstructionOutcome}, or {@link
 *     CallRecord} for all three
 */
public interface Feed<T> {

  /**
   * Begins to follow, and stops with the application. A batch (500 records at most) is given to
   * {@code handler} when the one before it in its partitions is done; it counts as taken when the
   * result completes, and comes again, after a while, if it fails: nothing is passed over. It may
   * take minutes. What cannot be read becomes a dead letter, and so does what the handler names in
   * {@link UnfitRecords}.
   *
   * <p>When other instances come and go, a batch that takes long can be cancelled, and comes to
   * another of them: it may then have been handled in part.
   *
   * @param group the instances that share the records, for example {@code ringbus-crm-sync}
   */
  default void follow(String group, Function<List<T>, Mono<Void>> handler) {
    followTraced(group, batch -> handler.apply(batch.stream().map(Traced::value).toList()));
  }

  /** As {@link #follow}, each record with its trace. */
  default void followTraced(String group, Function<List<Traced<T>>, Mono<Void>> handler) {
    followTraced(group, handler, PartitionListener.NONE);
  }

  /**
   * As {@link #followTraced}, for a follower that keeps a state.
   *
   * @param listener is told whose state it is to keep
   */
  default void followTraced(
      String group, Function<List<Traced<T>>, Mono<Void>> handler, PartitionListener listener) {
    followAhead(group, batch -> handler.apply(batch).then(Mono.just(Taken.WHOLE)), listener);
  }

  /**
   * As {@link #followTraced}, for a follower that goes on while something of what it has taken is
   * still to be settled: nothing waits for that, and nothing of it is lost with the process.
   */
  void followAhead(
      String group, Function<List<Traced<T>>, Mono<Taken>> handler, PartitionListener listener);

  /** Whether partitions are assigned; it turns false when the broker goes away. */
  boolean isReady();
}
