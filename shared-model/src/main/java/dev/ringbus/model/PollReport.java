package dev.ringbus.model;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * Which calls' PBXs polled within about a second: the value of a record on {@code ringbus.polls},
 * in the partition of the call keys that are in it.
 *
 * @param at when the last of them did
 */
public record PollReport(OffsetDateTime at, List<CallKey> calls) {

  public PollReport {
    calls = List.copyOf(calls);
  }
}
