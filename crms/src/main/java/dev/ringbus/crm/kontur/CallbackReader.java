package dev.ringbus.crm.kontur;

import dev.ringbus.crm.kontur.TelephonyCallback.CallEvent;
import dev.ringbus.crm.kontur.TelephonyCallback.CallFailed;
import dev.ringbus.crm.kontur.TelephonyCallback.CallFinished;
import dev.ringbus.crm.kontur.TelephonyCallback.CallRecording;
import dev.ringbus.crm.kontur.TelephonyCallback.CallStarted;
import dev.ringbus.crm.kontur.TelephonyCallback.RegisterCall;
import dev.ringbus.model.Direction;

/** Reads what an integration tells of calls, as the CRM would: the reverse of the writer. */
public final class CallbackReader {

  private CallbackReader() {}

  /**
   * The callback in the body of a method that is called to tell of calls.
   *
   * @throws InvalidFields if the body is not what that method takes
   * @throws IllegalArgumentException if the method tells of no call
   */
  public static TelephonyCallback read(KonturMethod method, byte[] json) {
    BodyFields fields = BodyFields.of(json);
    TelephonyCallback callback =
        switch (method) {
          case CALL_STARTED ->
              new CallStarted(
                  fields.requiredTime("timestamp"),
                  fields.text("communicationId"),
                  fields.required("externalId"),
                  fields.number("externalVatsPhone"),
                  fields.number("clientPhone"),
                  fields.choice("direction", Direction.class));
          case CALL_EVENT ->
              new CallEvent(
                  fields.text("communicationId"),
                  fields.required("externalId"),
                  ItemEvent.read(fields));
          case CALL_FINISHED ->
              new CallFinished(
                  fields.requiredTime("timestamp"),
                  fields.text("communicationId"),
                  fields.required("externalId"),
                  fields.number("externalVatsPhone"),
                  fields.number("clientPhone"),
                  fields.choice("direction", Direction.class));
          case CALL_FAILED -> new CallFailed(fields.required("communicationId"));
          case CALL_RECORDING ->
              new CallRecording(
                  fields.text("communicationId"),
                  fields.required("externalId"),
                  fields.required("externalCallItemId"),
                  fields.text("realtimeCallItemId"),
                  fields.required("recordingFileId"));
          case REGISTER_CALL ->
              new RegisterCall(
                  fields.number("externalVatsPhone"),
                  fields.number("clientPhone"),
                  fields.objects("items", CallItem::read),
                  fields.text("communicationId"),
                  fields.requiredTime("externalCreatedAt"),
                  fields.required("externalId"),
                  fields.choice("direction", Direction.class));
          case AUTHORIZE_PRIVATE, AUTHORIZE_PUBLIC, CALL_REDIRECT, UPLOAD ->
              throw new IllegalArgumentException(method.wireName() + " tells of no call");
        };
    fields.check();
    return callback;
  }
}
