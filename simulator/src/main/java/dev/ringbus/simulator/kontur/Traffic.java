package dev.ringbus.simulator.kontur;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** How much was asked, and how it was answered. Any thread may use it. */
final class Traffic {

  private final Map<Operation, Long> requests = new EnumMap<>(Operation.class);
  private final Map<Integer, Long> statuses = new TreeMap<>();
  private long bytesUploaded;

  synchronized void asked(Operation operation) {
    requests.merge(operation, 1L, Long::sum);
  }

  synchronized void answered(int status) {
    statuses.merge(status, 1L, Long::sum);
  }

  synchronized void uploaded(long bytes) {
    bytesUploaded += bytes;
  }

  synchronized Counters counters(long keysGiven) {
    return new Counters(requests, statuses, bytesUploaded, keysGiven);
  }
}
