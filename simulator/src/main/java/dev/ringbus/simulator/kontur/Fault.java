package dev.ringbus.simulator.kontur;

import java.time.Duration;

/** What goes wrong in the CRM, or on the way to it. */
public sealed interface Fault {

  /** The answer comes late, right as it is. */
  record Slow(Duration delay) implements Fault {}

  /**
   * The CRM fails before it does anything.
   *
   * @param status 500 to 599
   */
  record ServerError(int status) implements Fault {}

  /** Too many requests: nothing was done, and a time to wait is named. */
  record TooManyRequests(Duration retryAfter) implements Fault {}

  /**
   * The CRM finds the request malformed, right as it is: it checks more than it says.
   *
   * @param field that the answer says is missing; under the status of {@link Faults.Refusal}
   */
  record FindMalformed(String field) implements Fault {}

  /** The request takes effect, and the connection is closed instead of an answer. */
  record DropAnswer() implements Fault {}

  /** The connection is closed, and nothing was done. */
  record DropRequest() implements Fault {}

  /** The access key of this request runs out at this moment. */
  record ExpireKey() implements Fault {}

  /** A file is taken, answered for, and forgotten. */
  record LoseUpload() implements Fault {}
}
