package dev.ringbus.routing.ask;

import dev.ringbus.crm.Activation;
import dev.ringbus.crm.CallOwners;
import dev.ringbus.crm.CrmAdvice;
import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crm.CrmFailure.EndsRequests;
import dev.ringbus.dialect.Answer;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction.Destination;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.Rule.AskCrm;
import dev.ringbus.routing.ask.AskResult.Failed;
import dev.ringbus.routing.ask.AskResult.Failure;
import dev.ringbus.routing.ask.AskResult.Instructed;
import dev.ringbus.routing.ask.AskResult.Nothing;
import dev.ringbus.routing.ask.Workspaces.Workspace;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * A question to a CRM workspace. Most say who is responsible for the client: whoever that is gets
 * the call, at their internal number. One that was made for MTS is told what happened, and says
 * itself what is to be done.
 */
final class CrmAsk implements Ask {

  private static final Logger log = LoggerFactory.getLogger(CrmAsk.class);

  private final AskCrm rule;
  private final Workspaces workspaces;
  private final EndedRequests ended;
  private final AskObservation observation;

  CrmAsk(AskCrm rule, Workspaces workspaces, EndedRequests ended, AskObservation observation) {
    this.rule = rule;
    this.workspaces = workspaces;
    this.ended = ended;
    this.observation = observation;
  }

  @Override
  public Mono<AskResult> about(CallEvent event, Duration left, Context trace) {
    return about(event, left, trace, Hearing.NONE);
  }

  @Override
  public Mono<AskResult> about(CallEvent event, Duration left, Context trace, Hearing hearing) {
    return Mono.defer(() ->
        workspaces
            .find(rule.crm())
            .map(workspace -> about(workspace, event, left, trace, hearing))
            .orElseGet(
                () -> unknown("not asked: there is no CRM %s here".formatted(rule.crm()), trace)));
  }

  private Mono<AskResult> about(
      Workspace workspace, CallEvent event, Duration left, Context trace, Hearing hearing) {
    return switch (workspace) {
      case Workspace.Unusable(var _, String why) -> unknown(why, trace);
      case Workspace.Open open -> observed(open, event, left, trace, hearing);
    };
  }

  private Mono<AskResult> unknown(String why, Context trace) {
    return Mono.fromSupplier(() -> {
      AskResult result = new Failed(Failure.UNKNOWN_CRM, why);
      observation.begin(new AskObservation.Asked("unknown", "GET", ""), trace).end(result);
      return result;
    });
  }

  private Mono<AskResult> observed(
      Workspace.Open workspace, CallEvent event, Duration left, Context trace, Hearing hearing) {
    Duration within = rule.within().compareTo(left) < 0 ? rule.within() : left;
    CrmAdvice advice = workspace.connection().advice();
    AskObservation.Running running =
        observation.begin(
            new AskObservation.Asked(
                workspace.crm().type(), verb(advice), Urls.host(workspace.crm().baseUrl())),
            trace);
    return ask(workspace, advice, event, within, hearing)
        .doOnNext(result -> workspace.breaker().note(result, within.equals(rule.within())))
        .doOnNext(running::end)
        .doOnCancel(running::cancelled);
  }

  private static String verb(CrmAdvice advice) {
    return switch (advice) {
      case CrmAdvice.WhoIsResponsible _ -> "GET";
      case CrmAdvice.WhatToDo _ -> "POST";
    };
  }

  private Mono<AskResult> ask(
      Workspace.Open workspace,
      CrmAdvice advice,
      CallEvent event,
      Duration within,
      Hearing hearing) {
    PhoneNumber client = event.clientPhone();
    if (advice instanceof CrmAdvice.WhoIsResponsible && client == null) {
      return Mono.just(
          new Failed(Failure.NO_CLIENT, "not asked: the number of the client is not known"));
    }
    if (workspace.activation().state() != Activation.State.DONE) {
      String why = workspace.activation().failure().orElse("the test is under way");
      return Mono.just(new Failed(Failure.NOT_ACTIVATED, "not asked: it is not activated: " + why));
    }
    if (workspace.breaker().permit() == CircuitBreaker.Permit.REST) {
      return Mono.just(new Failed(Failure.RESTING, "not asked: it failed too often just now"));
    }
    return ask(advice, event, client, hearing)
        .timeout(within)
        .onErrorResume(fault -> Mono.just(failed(fault, within)));
  }

  private Mono<AskResult> ask(
      CrmAdvice advice, CallEvent event, @Nullable PhoneNumber client, Hearing hearing) {
    return switch (advice) {
      case CrmAdvice.WhoIsResponsible(CallOwners owners) ->
          owners.of(Objects.requireNonNull(client)).map(CrmAsk::result);
      case CrmAdvice.WhatToDo(CrmAdvice.Judge judge) ->
          told(judge, event, hearing).map(CrmAsk::result);
    };
  }

  /**
   * It goes to its end though the plan waits no longer: what was sent has been told, and only its
   * end says whether it was.
   */
  private Mono<Answer> told(CrmAdvice.Judge judge, CallEvent event, Hearing hearing) {
    hearing.begins(rule.crm());
    return judge
        .about(event)
        .doOnNext(_ -> hearing.told(rule.crm()))
        .doOnError(fault -> {
          if (fault instanceof EndsRequests refusal && refusal.getCause() == null) {
            ended.tell(rule.crm(), event.key(), refusal);
          } else {
            hearing.failed(rule.crm());
          }
        })
        .cache();
  }

  /** What is no answer of its kind is ignored, as MTS ignores it. */
  private static AskResult result(Answer answer) {
    return switch (answer) {
      case Answer.Instructed(Decision decision) -> new Instructed(decision);
      case Answer.Nothing _ -> new Nothing("asked, it asks for nothing");
      case Answer.Malformed(String expected) -> new Nothing("ignored its answer: " + expected);
    };
  }

  /** Of internal and public numbers those of the first one's kind, since a forward has one. */
  private static AskResult result(List<PhoneNumber> owners) {
    if (owners.isEmpty()) {
      return new Nothing("asked, it names nobody who has a number here");
    }
    boolean isPublic = owners.getFirst().isInternational();
    List<String> to =
        owners.stream()
            .filter(owner -> owner.isInternational() == isPublic)
            .map(PhoneNumber::value)
            .toList();
    Destination as = isPublic ? Destination.NUMBER : Destination.EXTENSION;
    return new Instructed(Decision.of(new Forward(to, as, false, null, true, false)));
  }

  private AskResult failed(Throwable fault, Duration within) {
    return switch (fault) {
      case TimeoutException _ ->
          new Failed(Failure.TIMEOUT, "no answer within " + within.toMillis() + " ms");
      case EndsRequests failure when failure.getCause() != null ->
          new Failed(Failure.UNREACHABLE, failure.getMessage());
      case CrmFailure.Transient failure -> new Failed(Failure.UNAVAILABLE, failure.getMessage());
      case CrmFailure failure -> new Failed(Failure.REFUSED, failure.getMessage());
      default -> {
        log.error("asking {} failed by a fault of ours", rule.crm(), fault);
        yield new Failed(Failure.INTERNAL, "could not be asked");
      }
    };
  }
}
