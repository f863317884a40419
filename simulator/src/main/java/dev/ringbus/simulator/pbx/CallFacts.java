package dev.ringbus.simulator.pbx;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * What is the same in all events of a call, and its clock: the PBX's time, which passes with the
 * steps of the call and not with the speed at which the simulation runs.
 */
public final class CallFacts {

  private final Installation installation;
  private final CallId callId;
  private Instant now;

  public CallFacts(Installation installation, CallId callId) {
    this.installation = installation;
    this.callId = callId;
    this.now = installation.clock().instant();
  }

  public CallId callId() {
    return callId;
  }

  /** Lets time pass in the call. */
  public void pass(Duration time) {
    now = now.plus(time);
  }

  /** An event of the call, now; it is received when it is sent, by the true clock. */
  public CallEvent.Builder event(CallEventType type) {
    return CallEvent.builder()
        .id("simulated")
        .type(type)
        .integration(installation.integration())
        .platform(installation.platform())
        .callId(callId)
        .occurredAt(inZone(now))
        .receivedAt(inZone(installation.clock().instant()));
  }

  private OffsetDateTime inZone(Instant instant) {
    return instant.atZone(installation.timeZone()).toOffsetDateTime();
  }
}
