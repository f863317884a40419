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
  private State told = State.CLOSED;
  private boolean warned;
  private @Nullable Instant lastSuccessAt;
  private @Nullable Instant lastFailureAt;
  private @Nullable String lastFailure;

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

  /** It cannot be told anything yet. */
  void notActivated(Instant at, String why) {
    lastFailureAt = at;
    lastFailure = "it is not activated: " + why;
  }

  /** Why the last attempt that did not go through did not. */
  String lastFailure() {
    return lastFailure == null ? "it has not answered" : lastFailure;
  }

  /** Tells how it does if that is news. */
  void tellOfChange(State breaker, double ratePerSecond, int inFlight) {
    if (breaker != told) {
      tell(breaker, ratePerSecond, inFlight);
    }
  }

  void tell(State breaker, double ratePerSecond, int inFlight) {
    if (!warned && breaker == State.OPEN) {
      log.warn("{} is told nothing but a trial now and then: {}", crm, lastFailure());
      warned = true;
    } else if (warned && breaker == State.CLOSED) {
      log.info("{} is told everything again", crm);
      warned = false;
    }
    told = breaker;
    observer.changed(
        crm,
        new Condition(breaker, ratePerSecond, inFlight, lastSuccessAt, lastFailureAt, lastFailure));
  }
}
