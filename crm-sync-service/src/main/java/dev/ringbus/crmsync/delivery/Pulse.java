package dev.ringbus.crmsync.delivery;

import dev.ringbus.crmsync.delivery.Breaker.State;
import dev.ringbus.store.FinishedDelivery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a workspace does, for people. */
final class Pulse {

  private static final Logger log = LoggerFactory.getLogger(Pulse.class);

  private final String crm;
  private final Observer observer;
  private @Nullable Condition told;
  private boolean warned;
  private boolean warnedOfRecordings;
  private @Nullable Instant lastSuccessAt;
  private @Nullable Instant lastFailureAt;
  private @Nullable String lastFailure;
  private @Nullable String lastFailureOfRecordings;

  Pulse(String crm, Observer observer) {
    this.crm = crm;
    this.observer = observer;
  }

  /** Remembers what came of an attempt. */
  void note(Ended ended) {
    switch (ended.finished()) {
      case FinishedDelivery.Sent _, FinishedDelivery.Uploaded _ -> {
        if (ended.took() != null) {
          lastSuccessAt = ended.at();
        }
      }
      case FinishedDelivery.Postponed _,
          FinishedDelivery.Deferred _,
          FinishedDelivery.Unsettled _,
          FinishedDelivery.Parked _,
          FinishedDelivery.CutOff _,
          FinishedDelivery.Dropped _ -> {
        if (ended.took() != null) {
          lastFailureAt = ended.at();
          lastFailure = ended.reason();
        }
      }
    }
  }

  /** Remembers what the CRM made of a recording. */
  void noteRecording(Ended ended, Sign sign) {
    switch (sign) {
      case Sign.Failed _, Sign.TooMuch _, Sign.Refused _ ->
          lastFailureOfRecordings = ended.reason();
      case Sign.Answered _, Sign.None _ -> {}
    }
  }

  /** It cannot be told anything yet. */
  void notActivated(Instant at, String why) {
    lastFailureAt = at;
    lastFailure = "it is not activated: " + why;
  }

  /** Why the last attempt that did not go through did not. */
  String lastFailure() {
    return lastFailure == null ? "it has not answered" : lastFailure;
  }

  /** Why it was not given the last recording that it was not given. */
  String lastFailureOfRecordings() {
    return lastFailureOfRecordings == null ? "it has not answered" : lastFailureOfRecordings;
  }

  /** Tells how it does if that is news. */
  void tellOfChange(State breaker, State recordings, double ratePerSecond, int inFlight) {
    if (told == null
        ? breaker != State.CLOSED
        : breaker != told.breaker() || recordings != told.recordings()) {
      tell(breaker, recordings, ratePerSecond, inFlight);
    }
  }

  void tell(State breaker, State recordings, double ratePerSecond, int inFlight) {
    if (!warned && breaker == State.OPEN) {
      log.warn("{} is told nothing but a trial now and then: {}", crm, lastFailure());
      warned = true;
    } else if (warned && breaker == State.CLOSED) {
      log.info("{} is told everything again", crm);
      warned = false;
    }
    if (breaker == State.CLOSED) {
      warnOfRecordings(recordings);
    }
    told =
        new Condition(
            breaker,
            recordings,
            ratePerSecond,
            inFlight,
            lastSuccessAt,
            lastFailureAt,
            breaker == State.CLOSED && recordings != State.CLOSED
                ? restOfRecordings()
                : lastFailure);
    observer.changed(crm, told);
  }

  private void warnOfRecordings(State recordings) {
    if (!warnedOfRecordings && recordings == State.OPEN) {
      log.warn("{}: {}", crm, restOfRecordings());
      warnedOfRecordings = true;
    } else if (warnedOfRecordings && recordings == State.CLOSED) {
      log.info("{} is given its recordings again", crm);
      warnedOfRecordings = false;
    }
  }

  private String restOfRecordings() {
    return "it is given no recording but a trial now and then, whatever else it is told: "
        + lastFailureOfRecordings();
  }
}
