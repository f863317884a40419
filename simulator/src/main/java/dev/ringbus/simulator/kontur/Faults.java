package dev.ringbus.simulator.kontur;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The switches of a CRM's faults. Any thread may use them, at any time. */
public final class Faults {

  private final SplittableRandom random;
  private final List<Armed> armed = new ArrayList<>();
  private final Map<String, Long> struck = new LinkedHashMap<>();
  private Refusal refusal = Refusal.BAD_REQUEST;

  /** The status under which a malformed request is refused; the body says 400 either way. */
  public enum Refusal {
    BAD_REQUEST(400),
    CONFLICT(409);

    private final int status;

    Refusal(int status) {
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  private static final class Armed {
    private final Fault fault;
    private final Occasion occasion;
    private long left;

    Armed(Fault fault, Occasion occasion) {
      this.fault = fault;
      this.occasion = occasion;
      this.left = occasion.times();
    }
  }

  /**
   * @param seed of the choice which requests are met
   */
  Faults(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Switches a fault on, beside those that are on already. */
  public synchronized Faults add(Fault fault, Occasion occasion) {
    armed.add(new Armed(fault, occasion));
    return this;
  }

  /** Switches all faults off. */
  public synchronized void clear() {
    armed.clear();
  }

  /** Under which status malformed requests are refused. */
  public synchronized Faults refusing(Refusal status) {
    refusal = status;
    return this;
  }

  synchronized Refusal refusal() {
    return refusal;
  }

  /** How many requests each fault has met, by its name. */
  public synchronized Map<String, Long> struck() {
    return Map.copyOf(struck);
  }

  /** The faults that meet this request. */
  synchronized List<Fault> meeting(Operation operation) {
    if (armed.isEmpty()) {
      return List.of();
    }
    List<Fault> meeting = new ArrayList<>();
    for (Armed each : armed) {
      if (each.left > 0
          && each.occasion.operations().contains(operation)
          && (each.occasion.share() >= 1 || random.nextDouble() < each.occasion.share())
          && (!(each.fault instanceof Fault.LoseUpload) || operation == Operation.UPLOAD)) {
        each.left--;
        meeting.add(each.fault);
        struck.merge(each.fault.getClass().getSimpleName(), 1L, Long::sum);
      }
    }
    return meeting;
  }
}
