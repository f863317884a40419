package dev.ringbus.crmsync.recording;

import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.crm.CrmAction;
import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crm.CrmFile;
import dev.ringbus.crm.CrmGateway;
import dev.ringbus.crm.CrmOperation;
import dev.ringbus.crm.CrmReceipt;
import dev.ringbus.crmsync.recording.Places.Place;
import dev.ringbus.crmsync.recording.RecordingMeters.Result;
import dev.ringbus.crmsync.work.Payload;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.UploadedFile;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Fetches recordings, checks them, and gives them to CRMs; the files are gone afterwards. */
final class Recordings implements RecordingDelivery {

  private static final Logger log = LoggerFactory.getLogger(Recordings.class);

  private static final Duration UNTIL_CONFIGURED = Duration.ofSeconds(5);

  private final ConfigurationView configuration;
  private final Fetch fetch;
  private final Folder folder;
  private final Places places;
  private final Patience patience;
  private final RecordingMeters meters;
  private final Clock clock;

  Recordings(
      ConfigurationView configuration,
      Fetch fetch,
      Folder folder,
      Places places,
      Patience patience,
      RecordingMeters meters,
      Clock clock) {
    this.configuration = configuration;
    this.fetch = fetch;
    this.folder = folder;
    this.places = places;
    this.patience = patience;
    this.meters = meters;
    this.clock = clock;
  }

  /** One recording on its way. */
  private record Job(
      ClaimedDelivery claimed, String url, @Nullable String legId, CrmGateway gateway) {}

  @Override
  public Mono<RecordingResult> upload(
      ClaimedDelivery claimed, String url, @Nullable String legId, CrmGateway gateway) {
    Job job = new Job(claimed, url, legId, gateway);
    return Mono.defer(() -> begin(job))
        .onErrorResume(
            fault -> !(fault instanceof CrmFailure), fault -> Mono.just(result(job, fault)))
        .doOnNext(result -> note(claimed, result))
        .doOnError(_ -> meters.count(Result.NOT_TAKEN));
  }

  private Mono<RecordingResult> begin(Job job) {
    if (!configuration.isReady()) {
      return Mono.just(
          new RecordingResult.Busy("the configuration is not known yet", UNTIL_CONFIGURED));
    }
    RecordingUrl url = RecordingUrl.parse(job.url());
    AllowedHosts allowed = AllowedHosts.of(integration(job.claimed()));
    return places
        .take()
        .map(place -> Mono.using(() -> place, _ -> bring(job, url, allowed, place)))
        .orElseGet(() ->
            Mono.just(
                new RecordingResult.Busy(
                    "other recordings are on their way", places.comeAgainIn())));
  }

  private Integration integration(ClaimedDelivery claimed) {
    IntegrationId id = claimed.callKey().integration();
    return configuration
        .current()
        .integration(id)
        .orElseThrow(
            () -> new RefusedRecording("the integration " + id + " is not configured any more"));
  }

  private Mono<RecordingResult> bring(
      Job job, RecordingUrl url, AllowedHosts allowed, Place place) {
    return Mono.using(
            folder::newFile,
            file ->
                fetch.fetch(url, allowed, file, place).flatMap(recording -> give(job, recording)),
            folder::remove)
        .subscribeOn(Schedulers.boundedElastic());
  }

  private Mono<RecordingResult> give(Job job, FetchedRecording recording) {
    ClaimedDelivery claimed = job.claimed();
    CrmAction upload =
        new CrmAction.Upload(
            recording.path(), recording.name(), recording.contentType(), recording.length());
    return job.gateway()
        .push(new CrmOperation(claimed.call(), claimed.communicationId(), upload))
        .map(receipt -> uploaded(job, recording, receipt));
  }

  private RecordingResult uploaded(Job job, FetchedRecording recording, CrmReceipt receipt) {
    CrmFile taken = receipt.file();
    if (taken == null) {
      throw new CrmFailure.Permanent("expected the id of the uploaded file, found none");
    }
    UploadedFile file =
        new UploadedFile(
            job.url(),
            taken.fileId(),
            recording.name(),
            recording.contentType(),
            recording.length(),
            job.legId(),
            clock.instant(),
            false);
    return new RecordingResult.Uploaded(
        file,
        receipt.remark(),
        new Payload.AttachRecording(job.url(), job.legId())
            .plan(job.claimed().crm(), clock.instant(), null));
  }

  private RecordingResult result(Job job, Throwable fault) {
    return switch (fault) {
      case RefusedRecording refused -> refused(refused.reason());
      case NotReadyYet later -> notReady(job, later);
      case IOException _ ->
          notReady(job, new NotReadyYet("it cannot be kept on the disk here: " + fault));
      default -> {
        log.error("A recording of {} failed by a fault of ours", job.claimed().callKey(), fault);
        yield notReady(job, new NotReadyYet("it failed by a fault of the hub's"));
      }
    };
  }

  private static RecordingResult refused(String reason) {
    return new RecordingResult.Refused(reason);
  }

  private RecordingResult notReady(Job job, NotReadyYet fault) {
    ClaimedDelivery claimed = job.claimed();
    return patience
        .pause(claimed.attempts(), claimed.createdAt(), clock.instant())
        .<RecordingResult>map(pause ->
            new RecordingResult.NotReady(
                fault.reason(),
                pause.compareTo(fault.retryAfter()) < 0 ? fault.retryAfter() : pause))
        .orElseGet(() -> refused(patience.gaveUp(fault.reason())));
  }

  private void note(ClaimedDelivery claimed, RecordingResult result) {
    switch (result) {
      case RecordingResult.Uploaded _ -> meters.count(Result.UPLOADED);
      case RecordingResult.NotReady(String reason, Duration pause) -> {
        meters.count(Result.NOT_READY);
        log.debug(
            "A recording of {} is tried again in {} s: {}",
            claimed.callKey(),
            pause.toSeconds(),
            reason);
      }
      case RecordingResult.Busy _ -> meters.count(Result.BUSY);
      case RecordingResult.Refused(String reason) -> {
        meters.count(Result.REFUSED);
        log.info("A recording of {} is not fetched: {}", claimed.callKey(), reason);
      }
    }
  }
}
