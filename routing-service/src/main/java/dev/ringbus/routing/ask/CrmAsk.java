package dev.ringbus.routing.ask;

import dev.ringbus.crm.CrmFailure;
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
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * A question to a CRM workspace: who is responsible for this client? Whoever that is gets the call,
 * at their internal number.
 */
final class CrmAsk implements Ask {

  private static final Logger log = LoggerFactory.getLogger(CrmAsk.class);

  private final AskCrm rule;
  private final Workspaces workspaces;
  private final AskObservation observation;

  CrmAsk(AskCrm rule, Workspaces workspaces, AskObservation observation) {
    this.rule = rule;
    this.workspaces = workspaces;
    this.observation = observation;
  }

  @Override
  public Mono<AskResult> about(CallEvent event, Duration left, Context trace) {
    return Mono.defer(() ->
        workspaces
            .find(rule.crm())
            .map(workspace -> about(workspace, event, left, trace))
            .orElseGet(
                () -> unknown("not asked: there is no CRM %s here".formatted(rule.crm()), trace)));
  }

  private Mono<AskResult> about(
      Workspace workspace, CallEvent event, Duration left, Context trace) {
    return switch (workspace) {
      case Workspace.Unusable(var _, String why) -> unknown(why, trace);
      case Workspace.Open open -> observed(open, event.clientPhone(), left, trace);
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
      Workspace.Open workspace, @Nullable PhoneNumber client, Duration left, Context trace) {
    Duration within = rule.within().compareTo(left) < 0 ? rule.within() : left;
    AskObservation.Running running =
        observation.begin(
            new AskObservation.Asked(
                workspace.crm().type(), "GET", Urls.host(workspace.crm().baseUrl())),
            trace);
    return ask(workspace, client, within)
        .doOnNext(result -> workspace.breaker().note(result, within.equals(rule.within())))
        .doOnNext(running::end)
        .doOnCancel(running::cancelled);
  }

  private Mono<AskResult> ask(
      Workspace.Open workspace, @Nullable PhoneNumber client, Duration within) {
    if (client == null) {
      return Mono.just(
          new Failed(Failure.NO_CLIENT, "not asked: the number of the client is not known"));
    }
    if (workspace.breaker().permit() == CircuitBreaker.Permit.REST) {
      return Mono.just(new Failed(Failure.RESTING, "not asked: it failed too often just now"));
    }
    return workspace
        .connection()
        .owners()
        .of(client)
        .map(CrmAsk::result)
        .timeout(within)
        .onErrorResume(fault -> Mono.just(failed(fault, within)));
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
      case CrmFailure.Transient failure -> new Failed(Failure.UNAVAILABLE, failure.getMessage());
      case CrmFailure failure -> new Failed(Failure.REFUSED, failure.getMessage());
      default -> {
        log.error("asking {} failed by a fault of ours", rule.crm(), fault);
        yield new Failed(Failure.INTERNAL, "could not be asked");
      }
    };
  }
}
