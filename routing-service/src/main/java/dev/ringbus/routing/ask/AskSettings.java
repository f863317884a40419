package dev.ringbus.routing.ask;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The bounds of asking CRMs, from {@code ringbus.routing.ask.*}.
 *
 * @param connectTimeout of a new connection, inside the question's own time
 * @param connections to one host and port, which is also how many questions it is asked at once;
 *     more are not asked at all, since a queue would only let them time out
 * @param idle how long an unused connection is kept: below what servers keep theirs, lest a
 *     question goes into a connection that is being closed (Node closes after 5 s)
 * @param restAfter failures in a row after which a CRM is left alone
 * @param rest how long; then one question tries it
 */
public record AskSettings(
    @DefaultValue("1s") Duration connectTimeout,
    @DefaultValue("32") int connections,
    @DefaultValue("4s") Duration idle,
    @DefaultValue("5") int restAfter,
    @DefaultValue("10s") Duration rest) {

  /**
   * Checks all of them.
   *
   * @throws IllegalArgumentException naming every fault
   */
  public AskSettings {
    List<String> faults = new ArrayList<>();
    positive("connect-timeout", connectTimeout, faults);
    positive("idle", idle, faults);
    positive("rest", rest, faults);
    atLeastOne("connections", connections, faults);
    atLeastOne("rest-after", restAfter, faults);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "ringbus.routing.ask." + String.join("; ringbus.routing.ask.", faults));
    }
  }

  private static void positive(String name, Duration value, List<String> faults) {
    if (!value.isPositive()) {
      faults.add(name + " is longer than 0, not " + value);
    }
  }

  private static void atLeastOne(String name, int value, List<String> faults) {
    if (value < 1) {
      faults.add(name + " is 1 or more, not " + value);
    }
  }
}
