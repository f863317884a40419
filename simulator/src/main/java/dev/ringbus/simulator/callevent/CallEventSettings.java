package dev.ringbus.simulator.callevent;

import dev.ringbus.model.Secret;
import java.time.Clock;
import java.time.Duration;

/**
 * How a simulated CRM is set up.
 *
 * @param port 0 for any that is free
 * @param user of Basic authentication
 * @param every the interval of polls
 * @param grace how long word of a call's connection, end or failure may be on its way between those
 *     who report and those who poll; if it is longer than {@code every}, the machine is too busy
 *     for that to be judged either
 * @param idle what a poll is answered with if nothing waits
 * @param tested whether the platform has made its activation tests before this CRM was started
 */
public record CallEventSettings(
    int port,
    String user,
    Secret password,
    Duration every,
    Duration grace,
    Idle idle,
    Tested tested,
    Clock clock) {

  /** What CRMs say that have nothing to say, which nobody documents. */
  public enum Idle {
    /** {@code ReturnCRMData} with an {@code EventType} that asks for nothing. */
    EVENT_TYPE_ZERO,
    /** {@code IgnorePromptToOperator}, which means nothing to a connected call. */
    IGNORE_PROMPT
  }

  /** Whether the activation tests were made. */
  public enum Tested {
    NOT_YET,
    BEFORE
  }

  /** On a free port, polled every three seconds. */
  public static CallEventSettings of(String user, Secret password, Clock clock) {
    return new CallEventSettings(
        0,
        user,
        password,
        Duration.ofSeconds(3),
        Duration.ofSeconds(1),
        Idle.EVENT_TYPE_ZERO,
        Tested.NOT_YET,
        clock);
  }

  public CallEventSettings onPort(int value) {
    return new CallEventSettings(value, user, password, every, grace, idle, tested, clock);
  }

  public CallEventSettings grace(Duration value) {
    return new CallEventSettings(port, user, password, every, value, idle, tested, clock);
  }

  public CallEventSettings every(Duration value) {
    return new CallEventSettings(port, user, password, value, grace, idle, tested, clock);
  }

  public CallEventSettings withGrace(Duration value) {
    return new CallEventSettings(port, user, password, every, value, idle, tested, clock);
  }

  public CallEventSettings idle(Idle value) {
    return new CallEventSettings(port, user, password, every, grace, value, tested, clock);
  }

  public CallEventSettings tested(Tested value) {
    return new CallEventSettings(port, user, password, every, grace, idle, value, clock);
  }
}
