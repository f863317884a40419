package dev.ringbus.crm.kontur.http;

import dev.ringbus.crm.CrmAction;
import dev.ringbus.crm.CrmFailure.NotYetKnown;
import dev.ringbus.crm.CrmGateway.Settlement;
import dev.ringbus.crm.CrmOperation;
import dev.ringbus.crm.CrmReceipt;
import dev.ringbus.crm.kontur.Communication;
import dev.ringbus.crm.kontur.KonturSettings.SettleBy;
import dev.ringbus.crm.kontur.TelephonyCallback.CallStarted;
import dev.ringbus.crm.kontur.Told;
import dev.ringbus.model.Call;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Finds out what became of operations whose answer was lost. Kontur.CRM documents no way to read
 * one communication, but {@code call-started} with the id of a call that it has answers with the
 * whole call as it is now, and changes nothing.
 */
final class Settlements {

  private static final Settlement NOT_TAKEN = new Settlement.NotTaken();

  private final SettleBy by;
  private final Function<CallStarted, Mono<Communication>> ask;

  Settlements(SettleBy by, Function<CallStarted, Mono<Communication>> ask) {
    this.by = by;
    this.ask = ask;
  }

  Mono<Settlement> of(CrmOperation operation) {
    return switch (operation.action()) {
      case CrmAction.Register _ -> registered(operation);
      case CrmAction.AttachRecording(var _, var file) ->
          asked(operation, it -> it.hasRecording(file.fileId()));
      case CrmAction.ChangeLeg change ->
          asked(operation, it -> it.hasEvent(change.leg().id(), change.progress(), change.at()));
      // Said twice they mean the same, and a second temporary file lapses unused.
      case CrmAction.Start _,
          CrmAction.TellEvent _,
          CrmAction.Finish _,
          CrmAction.Fail _,
          CrmAction.Upload _ ->
          Mono.just(NOT_TAKEN);
    };
  }

  private Mono<Settlement> registered(CrmOperation operation) {
    return communication(
        operation,
        it -> {
          String status = it.status();
          if (status == null) {
            return new Settlement.CannotTell("the CRM's answer has no status");
          }
          return status.equals(Communication.SEALED) ? taken(it) : NOT_TAKEN;
        });
  }

  private Mono<Settlement> asked(CrmOperation operation, Predicate<Communication> isThere) {
    return communication(operation, it -> isThere.test(it) ? taken(it) : NOT_TAKEN);
  }

  private Mono<Settlement> communication(
      CrmOperation operation, Function<Communication, Settlement> judge) {
    Call call = operation.call();
    if (call == null) {
      return Mono.just(new Settlement.CannotTell("there is no call to ask about"));
    }
    return switch (by) {
      case CALL_STARTED -> asked(call, operation.communicationId(), judge);
      case NOTHING ->
          Mono.just(new Settlement.CannotTell("settleBy is nothing: look into the CRM"));
    };
  }

  /** A communication that the CRM has no more is looked for once by the id of the call alone. */
  private Mono<Settlement> asked(
      Call call, @Nullable String communicationId, Function<Communication, Settlement> judge) {
    return ask.apply(Told.started(call, communicationId, call.startedAt()))
        .map(judge)
        .onErrorResume(
            NotYetKnown.class,
            _ -> communicationId == null ? Mono.just(NOT_TAKEN) : asked(call, null, judge));
  }

  private static Settlement taken(Communication communication) {
    return new Settlement.Taken(new CrmReceipt(communication.id(), null, null));
  }
}
