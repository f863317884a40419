package dev.ringbus.bus;

import java.util.Set;

/**
 * Told which partitions of a {@link Feed} are this instance's, for a follower that remembers what
 * it was brought: when a partition goes to another instance, so do the calls in it.
 *
 * <p>A partition is meant by its number, in all topics of the feed at once. Calls come one at a
 * time, from a thread that must not be held up; they neither wait nor throw.
 *
 * <p>What is kept by partition is best created in {@link #assigned} and thrown away in {@link
 * #lost}: what a handler that is being cancelled still wants to add then has no place any more.
 */
public interface PartitionListener {

  /** For who remembers nothing. */
  PartitionListener NONE =
      new PartitionListener() {
        @Override
        public void assigned(Set<Integer> partitions) {}

        @Override
        public void lost(Set<Integer> partitions) {}
      };

  /** These are ours from now on; the first record of them comes afterwards. */
  void assigned(Set<Integer> partitions);

  /**
   * These are no longer ours: what was in work with them is done or cancelled, and no other record
   * of them comes. Another instance has them only after this, unless this one was silent for so
   * long that it was taken for dead. It also comes, for all that is ours, when following ends.
   */
  void lost(Set<Integer> partitions);
}
