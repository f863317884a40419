package dev.ringbus.simulator.audit;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Platform;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A call that a PBX reported.
 *
 * @param endedAt when the hub acknowledged its end; empty of a call whose PBX never says so
 * @param recordings the URLs of its recordings
 */
public record ReportedCall(
    CallKey key, Platform platform, Optional<Instant> endedAt, Set<String> recordings) {

  public ReportedCall {
    recordings = Set.copyOf(recordings);
  }

  static ReportedCall begun(CallKey key, Platform platform) {
    return new ReportedCall(key, platform, Optional.empty(), Set.of());
  }

  /** With one report more. */
  ReportedCall with(CallEvent fact, Instant at) {
    boolean ends = fact.type() == CallEventType.CALL_ENDED;
    if (!ends && fact.recordingUrl() == null) {
      return this;
    }
    Set<String> urls = new LinkedHashSet<>(recordings);
    if (fact.recordingUrl() != null) {
      urls.add(fact.recordingUrl());
    }
    return new ReportedCall(
        key, platform, endedAt.or(() -> Optional.of(at).filter(_ -> ends)), urls);
  }
}
