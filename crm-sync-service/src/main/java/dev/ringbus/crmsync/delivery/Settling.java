package dev.ringbus.crmsync.delivery;

import dev.ringbus.crm.CrmAction;
import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crm.CrmGateway;
import dev.ringbus.crm.CrmGateway.Settlement;
import dev.ringbus.crm.CrmOperation;
import dev.ringbus.crm.CrmReceipt;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.UploadedFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Finds out what became of a lost answer, and tells the CRM what it turns out not to have. */
final class Settling {

  private static final String FOUND = "its answer was lost: the CRM was asked, and has it";

  private final Courier courier;
  private final Scheduler timer;

  Settling(Courier courier, Scheduler timer) {
    this.courier = courier;
    this.timer = timer;
  }

  /** Asks, and then does what is left to do; half the time is for each. */
  Mono<Result> settle(
      ClaimedDelivery claimed, Task.Settle task, CrmGateway gateway, Duration within) {
    Duration half = within.dividedBy(2);
    return ask(gateway, task.operation())
        .timeout(half, Courier.noAnswer(half), timer)
        .onErrorResume(CrmFailure.class, failure -> Mono.just(new Answer.Failed(failure)))
        .flatMap(answer ->
            switch (answer) {
              case Answer.Failed(CrmFailure failure) -> Mono.just(new Result.NotAsked(failure));
              case Answer.Said(Settlement said) -> settled(claimed, task, gateway, said, half);
            });
  }

  private Mono<Result> settled(
      ClaimedDelivery claimed,
      Task.Settle task,
      CrmGateway gateway,
      Settlement settlement,
      Duration within) {
    return switch (settlement) {
      case Settlement.CannotTell(String why) ->
          // A person has looked, and wants it sent.
          claimed.replayed() ? send(task, gateway, within) : Mono.just(new Result.CannotTell(why));
      case Settlement.NotTaken() -> send(task, gateway, within);
      case Settlement.Taken(CrmReceipt receipt) ->
          found(claimed, task, gateway, receipt)
              .timeout(within, Courier.noAnswer(within), timer)
              .onErrorResume(CrmFailure.class, failure -> Mono.just(new Result.NotAsked(failure)));
    };
  }

  private Mono<Result> send(Task.Settle task, CrmGateway gateway, Duration within) {
    return task.uploads().isEmpty()
        ? courier.push(gateway, task.operation(), task.files(), task.later(), within)
        : Mono.just(new Result.Lapsed(task.uploads()));
  }

  /**
   * The CRM has it. A registration may have left with fewer recordings than there are by now: each
   * is asked for, and what is missing will be attached.
   */
  private static Mono<Result> found(
      ClaimedDelivery claimed, Task.Settle task, CrmGateway gateway, CrmReceipt receipt) {
    if (!(task.operation().action() instanceof CrmAction.Register)) {
      return Mono.just(taken(receipt, urls(task.files()), task.later()));
    }
    return Flux.fromIterable(task.files())
        .concatMap(file ->
            gateway
                .settle(attachment(task.operation(), file))
                .filter(settlement -> settlement instanceof Settlement.NotTaken)
                .map(_ -> file))
        .collectList()
        .map(missing -> taken(receipt, attached(task, missing), left(claimed, task, missing)));
  }

  private static List<String> attached(Task.Settle task, List<UploadedFile> missing) {
    List<UploadedFile> attached = new ArrayList<>(task.files());
    attached.removeAll(missing);
    return urls(attached);
  }

  private static List<PlannedDelivery> left(
      ClaimedDelivery claimed, Task.Settle task, List<UploadedFile> missing) {
    List<PlannedDelivery> left = new ArrayList<>(Tasks.attachments(claimed, missing));
    left.addAll(task.later());
    return left;
  }

  private static CrmOperation attachment(CrmOperation registration, UploadedFile file) {
    return new CrmOperation(
        registration.call(),
        registration.communicationId(),
        new CrmAction.AttachRecording(file.legId(), Tasks.crmFile(file)));
  }

  private static Result taken(
      CrmReceipt receipt, List<String> attached, List<PlannedDelivery> missing) {
    return new Result.Taken(receipt.communicationId(), FOUND, attached, missing);
  }

  private static List<String> urls(List<UploadedFile> files) {
    return files.stream().map(UploadedFile::url).toList();
  }

  private static Mono<Answer> ask(CrmGateway gateway, CrmOperation operation) {
    return gateway.settle(operation).map(Answer.Said::new);
  }

  private sealed interface Answer {
    record Said(Settlement settlement) implements Answer {}

    record Failed(CrmFailure failure) implements Answer {}
  }
}
