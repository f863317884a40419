package dev.ringbus.crm.callevent.http;

import dev.ringbus.crm.CrmAction;
import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crm.CrmFailure.EndsRequests;
import dev.ringbus.crm.CrmFailure.Permanent;
import dev.ringbus.crm.CrmFailure.Transient;
import dev.ringbus.crm.CrmGateway;
import dev.ringbus.crm.CrmOperation;
import dev.ringbus.crm.CrmReceipt;
import dev.ringbus.crm.callevent.http.CallEventReply.Answered;
import dev.ringbus.crm.callevent.http.CallEventReply.Refused;
import dev.ringbus.dialect.Answer;
import dev.ringbus.dialect.mts.MtsCallId;
import dev.ringbus.model.CallEvent;
import java.util.concurrent.RejectedExecutionException;
import reactor.core.publisher.Mono;

/**
 * Tells such a CRM of events. Whatever it answers with status 200 is fine, since MTS ignores what
 * it cannot read; any other status, and no answer, is {@link EndsRequests}. What never left us is
 * no fault of the CRM's, and is an ordinary failure.
 */
final class CallEventGateway implements CrmGateway {

  private final CallEventClient client;

  CallEventGateway(CallEventClient client) {
    this.client = client;
  }

  @Override
  public Mono<CrmReceipt> push(CrmOperation operation) {
    return operation.action() instanceof CrmAction.TellEvent(CallEvent event)
        ? ask(event).map(_ -> receipt(event))
        : Mono.error(
            new Permanent("a CRM that was made for MTS is told of events, and of no more"));
  }

  private static CrmReceipt receipt(CallEvent event) {
    return new CrmReceipt(MtsCallId.of(event.key(), event.platform()).toString(), null, null);
  }

  /** Tells it, for the sake of its answer. */
  Mono<Answer> ask(CallEvent event) {
    return client
        .post(event)
        .onErrorMap(Transient.class, CallEventGateway::silence)
        .map(CallEventGateway::answer);
  }

  private static Answer answer(CallEventReply reply) {
    return switch (reply) {
      case Answered(Answer answer) -> answer;
      case Refused(int status) ->
          throw new EndsRequests("POST CallEvent: expected status 200, not " + status, null);
    };
  }

  private static CrmFailure silence(Transient failure) {
    return failure.getCause() instanceof RejectedExecutionException
        ? failure
        : new EndsRequests(failure.getMessage(), failure);
  }

  @Override
  public Mono<Settlement> settle(CrmOperation operation) {
    return Mono.just(new Settlement.CannotTell("MTS's interface has no way to ask"));
  }
}
