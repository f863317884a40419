package dev.ringbus.bus;

import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * What is written to a topic, from where this group of instances is on it: each record comes to one
 * of them, those of one key in order, and each at least once.
 *
 * @param <T> {@code CallEvent}, {@code CallCommand} or {@code InstructionOutcome}
 */
public interface Feed<T> {

  /**
   * Begins to follow. A batch is given to {@code handler} when the one before it in its partitions
   * is done; it counts as taken when the result completes, and comes again, after a while, if it
   * fails. What cannot be read becomes a dead letter.
   *
   * @param group the instances that share the records, for example {@code ringbus-crm-sync}
   */
  void follow(String group, Function<List<T>, Mono<Void>> handler);

  /** Whether partitions are assigned; it turns false when the broker goes away. */
  boolean isReady();
}
