package dev.ringbus.crmsync.delivery;

import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crm.CrmFailure.Effect;
import dev.ringbus.crm.CrmGateway;
import dev.ringbus.crm.CrmOperation;
import dev.ringbus.crm.CrmReceipt;
import dev.ringbus.crmsync.recording.RecordingDelivery;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.UploadedFile;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Carries out tasks. Whatever happens is a result. */
final class Courier {

  private static final Logger log = LoggerFactory.getLogger(Courier.class);

  /** The longest that a recording may take: 100 MB at 60 kB/s. */
  private static final Duration BRING_WITHIN = Duration.ofMinutes(30);

  private final RecordingDelivery recordings;
  private final Announcements announcements;
  private final Settling settling;
  private final Scheduler timer;

  Courier(RecordingDelivery recordings, Announcements announcements, Scheduler timer) {
    this.recordings = recordings;
    this.announcements = announcements;
    this.settling = new Settling(this, timer);
    this.timer = timer;
  }

  /**
   * Does it, and says what came of it; never fails.
   *
   * @param within that the CRM may take
   */
  Mono<Result> carryOut(Task task, ClaimedDelivery claimed, CrmGateway gateway, Duration within) {
    return Mono.defer(() -> begin(task, claimed, gateway, within))
        .switchIfEmpty(Mono.error(() -> new IllegalStateException("the gateway gave no result")))
        .onErrorResume(fault -> fault(claimed, fault));
  }

  private Mono<Result> begin(
      Task task, ClaimedDelivery claimed, CrmGateway gateway, Duration within) {
    return switch (task) {
      case Task.Push(
              CrmOperation operation,
              List<UploadedFile> files,
              List<PlannedDelivery> later) ->
          push(gateway, operation, files, later, within);
      case Task.Settle settle -> settling.settle(claimed, settle, gateway, within);
      case Task.Bring(String url, String legId) -> bring(claimed, url, legId, gateway);
      case Task.Announce(Announcement announcement) -> announcements.tell(claimed, announcement);
      case Task.Nothing(Result result) -> Mono.just(result);
    };
  }

  Mono<Result> push(
      CrmGateway gateway,
      CrmOperation operation,
      List<UploadedFile> files,
      List<PlannedDelivery> later,
      Duration within) {
    return gateway
        .push(operation)
        .timeout(within, noAnswer(within), timer)
        .map(receipt -> taken(receipt, files, later))
        .onErrorResume(CrmFailure.class, failure -> failed(failure, files));
  }

  private Mono<Result> bring(
      ClaimedDelivery claimed, String url, @Nullable String legId, CrmGateway gateway) {
    return recordings
        .upload(claimed, url, legId, gateway)
        .timeout(BRING_WITHIN, noAnswer(BRING_WITHIN), timer)
        .<Result>map(Result.Brought::new)
        .onErrorResume(CrmFailure.class, failure -> failed(failure, List.of()));
  }

  private static Result taken(
      CrmReceipt receipt, List<UploadedFile> files, List<PlannedDelivery> later) {
    List<String> attached = files.stream().map(UploadedFile::url).toList();
    return new Result.Taken(receipt.communicationId(), receipt.remark(), attached, later);
  }

  private static Mono<Result> failed(CrmFailure failure, List<UploadedFile> files) {
    return Mono.just(
        failure instanceof CrmFailure.Permanent refusal && !files.isEmpty()
            ? new Result.RefusedWithFiles(refusal, files)
            : new Result.Failed(failure));
  }

  /** Whoever does not answer may have taken it. */
  static <T> Mono<T> noAnswer(Duration within) {
    String message = "no answer within " + within.toSeconds() + " s";
    return Mono.error(
        () -> new CrmFailure.Transient(message, Effect.UNKNOWN, null, new TimeoutException()));
  }

  private static Mono<Result> fault(ClaimedDelivery claimed, Throwable fault) {
    log.error(
        "{} of {} could not be told to {}, by a fault of ours",
        claimed.planned().name(),
        claimed.callKey(),
        claimed.crm(),
        fault);
    return Mono.just(new Result.Fault(fault));
  }
}
