package dev.ringbus.wire;

/** The names of the Kafka topics; a public interface. */
public final class Topics {

  public static final String CALL_EVENTS = "ringbus.call-events";
  public static final String CALLS = "ringbus.calls";
  public static final String DECISION_REQUESTS = "ringbus.decision-requests";
  public static final String DECISION_REPLIES = "ringbus.decision-replies";
  public static final String DECISIONS = "ringbus.decisions";
  public static final String INSTRUCTIONS = "ringbus.instructions";
  public static final String INSTRUCTION_OUTCOMES = "ringbus.instruction-outcomes";
  public static final String LIVE_CALLS = "ringbus.live-calls";
  public static final String POLLS = "ringbus.polls";
  public static final String COMMANDS = "ringbus.commands";
  public static final String CRM_DELIVERIES = "ringbus.crm-deliveries";
  public static final String CONFIG = "ringbus.config";

  /** What the dead-letter topic of a topic ends with. */
  public static final String DEAD_LETTER_SUFFIX = ".dlt";

  private Topics() {}
}
