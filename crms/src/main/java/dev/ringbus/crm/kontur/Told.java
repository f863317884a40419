package dev.ringbus.crm.kontur;

import dev.ringbus.crm.CrmAction;
import dev.ringbus.crm.CrmFailure.Permanent;
import dev.ringbus.crm.CrmFile;
import dev.ringbus.crm.CrmOperation;
import dev.ringbus.crm.kontur.TelephonyCallback.CallEvent;
import dev.ringbus.crm.kontur.TelephonyCallback.CallFailed;
import dev.ringbus.crm.kontur.TelephonyCallback.CallFinished;
import dev.ringbus.crm.kontur.TelephonyCallback.CallRecording;
import dev.ringbus.crm.kontur.TelephonyCallback.CallStarted;
import dev.ringbus.crm.kontur.TelephonyCallback.RegisterCall;
import dev.ringbus.model.Call;
import dev.ringbus.model.Leg;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * An operation in Kontur's words.
 *
 * @param remark what a person should know of it: an employee without a user
 */
public record Told(TelephonyCallback callback, @Nullable String remark) {

  /**
   * Puts an operation into Kontur's words; uploading a file needs none.
   *
   * @throws Permanent if what the operation needs is missing
   */
  public static Told of(CrmOperation operation, KonturUsers users) {
    Parties parties = new Parties(users);
    String communication = operation.communicationId();
    TelephonyCallback callback =
        switch (operation.action()) {
          case CrmAction.Start(OffsetDateTime at) -> started(call(operation), communication, at);
          case CrmAction.ChangeLeg change ->
              new CallEvent(communication, externalId(call(operation)), event(change, parties));
          case CrmAction.Finish(OffsetDateTime at) -> finished(call(operation), communication, at);
          case CrmAction.Fail _ -> failed(communication);
          case CrmAction.Register register ->
              registered(call(operation), communication, register, parties);
          case CrmAction.AttachRecording(String leg, CrmFile file) ->
              recorded(call(operation), communication, leg, file);
          case CrmAction.TellEvent _ ->
              throw new Permanent("Kontur.CRM is not told of calls event by event");
          case CrmAction.Upload _ -> throw new IllegalArgumentException("a file is no callback");
        };
    return new Told(callback, parties.remark());
  }

  /** How the CRM is told of a call's beginning, which answers with the call as it is now. */
  public static CallStarted started(
      Call call, @Nullable String communicationId, OffsetDateTime at) {
    return new CallStarted(
        at,
        communicationId,
        externalId(call),
        call.linePhone(),
        call.clientPhone(),
        call.direction());
  }

  private static Call call(CrmOperation operation) {
    if (operation.call() == null) {
      throw new Permanent("expected a call to tell of, found none");
    }
    return operation.call();
  }

  private static String externalId(Call call) {
    return KonturIds.externalId(call.key());
  }

  /** The leg's id is one for both: it is the same while the call lasts and afterwards. */
  private static ItemEvent event(CrmAction.ChangeLeg change, Parties parties) {
    Leg leg = change.leg();
    return new ItemEvent(
        leg.id(),
        leg.id(),
        change.at(),
        change.progress(),
        parties.of(leg.from()),
        parties.of(leg.to()));
  }

  private static CallFinished finished(
      Call call, @Nullable String communicationId, OffsetDateTime at) {
    return new CallFinished(
        at,
        communicationId,
        externalId(call),
        call.linePhone(),
        call.clientPhone(),
        call.direction());
  }

  private static CallFailed failed(@Nullable String communicationId) {
    if (communicationId == null) {
      throw new Permanent("expected the communication that failed, found none");
    }
    return new CallFailed(communicationId);
  }

  private static RegisterCall registered(
      Call call, @Nullable String communicationId, CrmAction.Register register, Parties parties) {
    return new RegisterCall(
        call.linePhone(),
        call.clientPhone(),
        RegisteredItems.of(call, register.files(), parties),
        communicationId,
        call.startedAt(),
        externalId(call),
        call.direction());
  }

  private static CallRecording recorded(
      Call call, @Nullable String communicationId, @Nullable String leg, CrmFile file) {
    String item = RegisteredItems.itemOf(call, leg);
    return new CallRecording(communicationId, externalId(call), item, item, file.fileId());
  }
}
