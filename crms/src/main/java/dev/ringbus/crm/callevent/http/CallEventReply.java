package dev.ringbus.crm.callevent.http;

import dev.ringbus.dialect.Answer;

/** What a CRM answered. What follows from it depends on what it was asked. */
public sealed interface CallEventReply {

  /**
   * Status 200.
   *
   * @param answer what it asks for; {@link Answer.Malformed} if the body is no {@code
   *     ReturnCRMData}, which is ignored after a report, and ends the polling of the call after a
   *     poll
   */
  record Answered(Answer answer) implements CallEventReply {}

  /** Any other status: it is sent nothing more about this call. */
  record Refused(int status) implements CallEventReply {}
}
