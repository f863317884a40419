package dev.ringbus.ingress;

import dev.ringbus.bus.BrokerHealth;
import dev.ringbus.bus.DecisionClient;
import dev.ringbus.ingress.spool.BrokerCircuit;
import dev.ringbus.ingress.spool.Spool;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * Whether this instance should be given calls. It is ready once it knows the configuration and what
 * waits for polls, and can hear replies, and stays so when the broker goes down: callers still have
 * to be answered, and events go to the spool. Only without broker and spool together it is not.
 */
final class IngressHealth {

  private final Integrations integrations;
  private final DecisionClient decisionClient;
  private final PollAnswers polls;
  private final BrokerCircuit circuit;
  private final Spool spool;
  private final BrokerHealth brokerHealth;
  private volatile boolean wasReady;

  IngressHealth(
      Integrations integrations,
      DecisionClient decisionClient,
      PollAnswers polls,
      BrokerCircuit circuit,
      Spool spool,
      BrokerHealth brokerHealth) {
    this.integrations = integrations;
    this.decisionClient = decisionClient;
    this.polls = polls;
    this.circuit = circuit;
    this.spool = spool;
    this.brokerHealth = brokerHealth;
  }

  /** How it is, in one word and in detail. */
  record Condition(State state, Map<String, Object> details) {}

  /** The word. */
  enum State {
    READY,
    /** Some topic is not read yet, or the reply partition has no position. */
    STARTING,
    /** Neither broker nor spool takes events. */
    TAKES_NO_EVENTS
  }

  /** How it is now; the broker is asked, since without calls nobody would notice. Never fails. */
  Mono<Condition> now() {
    return brokerHealth
        .check()
        .thenReturn("answers")
        .onErrorResume(e -> Mono.just(String.valueOf(e.getMessage())))
        .map(this::condition);
  }

  private Condition condition(String broker) {
    boolean caughtUp = integrations.isCaughtUp();
    boolean hearsReplies = decisionClient.isReady();
    boolean knowsInstructions = polls.isReady();
    wasReady |= caughtUp && hearsReplies && knowsInstructions;
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("configuration", caughtUp ? "known" : "being read");
    details.put("integrations", integrations.count());
    integrations
        .unusable()
        .forEach((id, reason) -> details.put("integration " + id, "answers 401: " + reason));
    details.put("instructions", knowsInstructions ? "known" : "being read");
    details.put("replies", hearsReplies ? "heard" : "not heard");
    details.put("broker", broker);
    details.put(
        "events",
        circuit
            .downSince()
            .map(since -> "go to the spool since " + since)
            .orElse("go to the broker"));
    details.put("spool", spool());
    return new Condition(state(), details);
  }

  private State state() {
    if (!wasReady) {
      return State.STARTING;
    }
    return circuit.isDown() && spool.trouble().isPresent() ? State.TAKES_NO_EVENTS : State.READY;
  }

  private String spool() {
    Optional<String> trouble = spool.trouble();
    return spool.size()
        + " records, "
        + spool.bytes()
        + " bytes"
        + trouble.map(why -> "; takes nothing: " + why).orElse("");
  }
}
