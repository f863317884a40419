package dev.ringbus.simulator.kontur;

import java.util.Map;

/**
 * How much a CRM was asked.
 *
 * @param requests of each method that was asked at all
 * @param statuses how often each was answered; what was dropped has none
 * @param bytesUploaded content of files alone
 * @param keysGiven access keys
 */
public record Counters(
    Map<Operation, Long> requests,
    Map<Integer, Long> statuses,
    long bytesUploaded,
    long keysGiven) {

  public Counters {
    requests = Map.copyOf(requests);
    statuses = Map.copyOf(statuses);
  }

  /** Requests of this method. */
  public long requests(Operation operation) {
    return requests.getOrDefault(operation, 0L);
  }

  /** Requests of all methods. */
  public long total() {
    return requests.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Answers with this status. */
  public long answers(int status) {
    return statuses.getOrDefault(status, 0L);
  }
}
