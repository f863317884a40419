package dev.ringbus.crm.callevent;

import dev.ringbus.crm.InvalidCrm;
import dev.ringbus.model.Crm;
import dev.ringbus.model.SecretRef;
import java.net.URI;
import java.time.Duration;

/**
 * What is configured of one CRM that was made for MTS.
 *
 * @param crm the resource's id
 * @param baseUrl without a trailing slash; {@code CallEvent} is below it
 * @param user of Basic
 * @param every how long from one request about a connected call to the next
 * @param within how long one request may take; shorter than {@code every}
 * @param concurrency requests at once, of each service that talks to it
 * @param un the universal number that the activation test names; empty if none is configured
 * @param staleAfter how long an event is worth sending
 */
public record CallEventSettings(
    String crm,
    URI baseUrl,
    String user,
    SecretRef password,
    Duration every,
    Duration within,
    int concurrency,
    String un,
    Duration staleAfter) {

  /** The type of CRM resources that this is made of. */
  public static final String TYPE = "callevent";

  /** As MTS asks. */
  public static final Duration EVERY = Duration.ofSeconds(3);

  public static final Duration SHORTEST_EVERY = Duration.ofSeconds(1);
  public static final Duration LONGEST_EVERY = Duration.ofMinutes(1);

  /** The time limit of a request, unless the interval is too short for it. */
  public static final Duration WITHIN = Duration.ofSeconds(2);

  public static final Duration LONGEST_WITHIN = Duration.ofSeconds(10);

  public static final int CONCURRENCY = 256;
  public static final int MOST_AT_ONCE = 10_000;

  public static final Duration STALE_AFTER = Duration.ofSeconds(60);

  /**
   * The settings of a resource. Settings that this version does not know are left alone.
   *
   * @throws InvalidCrm naming every fault
   */
  public static CallEventSettings of(Crm crm) {
    return new CallEventReading(crm).read();
  }

  /** The time limit where none is configured: {@link #WITHIN}, or two thirds of the interval. */
  public static Duration defaultWithin(Duration every) {
    Duration share = every.multipliedBy(2).dividedBy(3);
    return share.compareTo(WITHIN) < 0 ? share : WITHIN;
  }
}
