package dev.ringbus.dialect.mts;

import dev.ringbus.dialect.DialectOption;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.InvalidOption;
import dev.ringbus.dialect.PbxResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a poll is answered while no instruction waits. The seed has no action that does nothing, and
 * ends the polling of a call at the first answer that is no {@code ReturnCRMData}: hence an option.
 */
sealed interface IdleReply {

  String OPTION = "idleReply";

  /**
   * A well-formed answer whose action has no effect on a connected call: 0, which is no action of
   * the seed, or 11.
   *
   * @param rest what follows the call in the object, since nothing else changes from poll to poll
   */
  record WithoutEffect(String rest) implements IdleReply {

    private static final String CALL = "{\"CallID\":";

    static WithoutEffect of(int eventType, String param) {
      String whole = ReturnCrmData.json(MtsCallId.NO_CALL, eventType, param);
      return new WithoutEffect(whole.substring((CALL + MtsCallId.NO_CALL).length()));
    }

    @Override
    public PbxResponse response(MtsCallId call) {
      return PbxResponse.of(200, ReturnCrmData.CONTENT_TYPE, CALL + call + rest);
    }
  }

  /** The object without members. */
  record EmptyObject() implements IdleReply {

    @Override
    public PbxResponse response(MtsCallId call) {
      return ReturnCrmData.IGNORED;
    }
  }

  /** The answer to a poll of that call. */
  PbxResponse response(MtsCallId call);

  /** The option as editors show it. */
  static DialectOption describe() {
    return new DialectOption(
        OPTION,
        "The poll's answer when nothing waits: EventType 0 or 11 with a Param, or {}.",
        DialectOption.Kind.PLAIN,
        Map.of(
            "type",
            "object",
            "properties",
            Map.of("EventType", Map.of("enum", List.of(0, 11)), "Param", Map.of("type", "string")),
            "dependentRequired",
            Map.of("Param", List.of("EventType")),
            "additionalProperties",
            false,
            "default",
            Map.of("EventType", 0, "Param", "")));
  }

  /**
   * The option's value, 0 by default.
   *
   * @throws InvalidOption if it is none of those allowed
   */
  static IdleReply of(DialectSettings settings) {
    Object value = settings.options().get(OPTION);
    if (value == null) {
      return WithoutEffect.of(0, "");
    }
    if (!(value instanceof Map<?, ?> members)) {
      throw invalid();
    }
    return members.isEmpty() ? new EmptyObject() : withoutEffect(members);
  }

  private static IdleReply withoutEffect(Map<?, ?> members) {
    if (!Set.of("EventType", "Param").containsAll(members.keySet())
        || !(members.get("EventType") instanceof Number eventType)
        || !isWithoutEffect(eventType)) {
      throw invalid();
    }
    return WithoutEffect.of(eventType.intValue(), param(members.get("Param")));
  }

  private static boolean isWithoutEffect(Number eventType) {
    return eventType.doubleValue() == 0
        || eventType.doubleValue() == Action.IGNORE_PROMPT_TO_OPERATOR.code();
  }

  private static String param(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case String text -> text;
      default -> throw invalid();
    };
  }

  private static InvalidOption invalid() {
    return new InvalidOption(
        OPTION, "expected {EventType: 0, Param: \"\"}, {EventType: 11, Param: \"\"} or {}");
  }
}
