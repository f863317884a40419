package dev.ringbus.simulator.mts;

import dev.ringbus.dialect.Answer;
import dev.ringbus.dialect.Body;
import dev.ringbus.wire.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * {@code ReturnCRMData} to the letter: three members of their types, about the call in question.
 */
final class Returned {

  static final Answer.Malformed EXPECTED =
      new Answer.Malformed(
          "expected ReturnCRMData with the CallID of this call, EventType and Param");

  private Returned() {}

  /**
   * Whether the body is one about this call.
   *
   * @param call its {@code CallID} in decimal
   */
  static boolean isOf(String call, Body body) {
    try {
      JsonNode object = Json.mapper().readTree(body.bytes());
      JsonNode id = object.path("CallID");
      return id.isIntegralNumber()
          && id.asString().equals(call)
          && object.path("EventType").isIntegralNumber()
          && object.path("Param").isString();
    } catch (JacksonException _) {
      return false;
    }
  }
}
