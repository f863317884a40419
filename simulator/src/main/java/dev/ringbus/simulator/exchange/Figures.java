package dev.ringbus.simulator.exchange;

import dev.ringbus.model.Platform;
import dev.ringbus.simulator.misbehaviour.Misbehaviour;
import java.util.List;
import java.util.Map;

/**
 * What came of the requests of one platform.
 *
 * @param calls that were made, to their end or not; none in a load of single requests
 * @param sent requests; each is valid, invalid, lost or unanswered in the end
 * @param valid answers that the vendor takes
 * @param invalid answers that the vendor does not take
 * @param unanswered requests without an answer
 * @param givenUp calls that were given up because of what the hub answered, or did not
 * @param curtailed calls that came to their end without requests which the hub's answers put an end
 *     to: polls
 * @param lost answers that a misbehaviour lost on their way
 * @param late answers after the deadline, valid or not
 * @param manners how many requests were sent with each misbehaviour
 */
public record Figures(
    Platform platform,
    long calls,
    long sent,
    long valid,
    Faults invalid,
    Faults unanswered,
    Faults givenUp,
    Faults curtailed,
    long lost,
    long late,
    Latencies latencies,
    Map<Misbehaviour, Long> manners) {

  public Figures {
    manners = Map.copyOf(manners);
  }

  /**
   * How often something went wrong.
   *
   * @param examples the first kinds, each a sentence
   */
  public record Faults(long count, List<String> examples) {
    public Faults {
      examples = List.copyOf(examples);
    }
  }

  /** Answers of any kind. */
  public long answered() {
    return valid + invalid.count();
  }
}
