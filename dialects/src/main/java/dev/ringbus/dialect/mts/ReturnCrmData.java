package dev.ringbus.dialect.mts;

import dev.ringbus.dialect.PbxResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code ReturnCRMData}, what the platform is told.
 *
 * @param eventType an {@link Action}'s code, or 0, which is no action of the seed and asks for
 *     nothing
 */
record ReturnCrmData(MtsCallId call, int eventType, String param) {

  /** To the letter: without it the platform cannot be activated. */
  static final String CONTENT_TYPE = "application/json; charset=UTF-8";

  /** Not a {@code ReturnCRMData}, and so ignored in answer to a POST. */
  static final PbxResponse IGNORED = PbxResponse.of(200, CONTENT_TYPE, "{}");

  static ReturnCrmData of(MtsCallId call, Command command) {
    return new ReturnCrmData(call, command.action().code(), command.param());
  }

  PbxResponse response() {
    return PbxResponse.of(200, CONTENT_TYPE, json(call, eventType, param));
  }

  /** The object, with its members in this order. */
  static String json(MtsCallId call, int eventType, String param) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("CallID", call.value());
    members.put("EventType", eventType);
    members.put("Param", param);
    return CrmFields.write(members);
  }
}
