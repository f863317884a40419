package dev.ringbus.crmsync.delivery;

import static dev.ringbus.crmsync.delivery.DeliverySamples.CRM;
import static dev.ringbus.crmsync.delivery.DeliverySamples.call;
import static dev.ringbus.crmsync.delivery.DeliverySamples.registration;

import dev.ringbus.crm.CrmFile;
import dev.ringbus.crmsync.recording.RecordingResult;
import dev.ringbus.crmsync.work.Payload;
import dev.ringbus.model.Call;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.UploadedFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/** Calls with recordings that take as long to bring as a test says. */
abstract class RecordingsFixture {

  final Workbench bench = new Workbench();
  final ScriptedCrm crm = bench.crm();
  final Call call = call(1);
  final List<String> brought = new ArrayList<>();

  static CrmFile fileOf(String fileId) {
    return new CrmFile(fileId, "1.mp3", "audio/mpeg", 1000, null);
  }

  /** A file id is new each time, as in a CRM. */
  Mono<RecordingResult> bringAfter(ClaimedDelivery claimed, Duration time) {
    return Mono.delay(time, bench.time)
        .map(_ -> {
          String url = url(claimed);
          brought.add(claimed.planned().name());
          UploadedFile file =
              new UploadedFile(
                  url,
                  "file " + brought.size(),
                  "1.mp3",
                  "audio/mpeg",
                  1000,
                  null,
                  bench.now(),
                  false);
          return new RecordingResult.Uploaded(
              file, null, new Payload.AttachRecording(url, null).plan(CRM, bench.now(), null));
        });
  }

  static String url(ClaimedDelivery claimed) {
    return ((Payload.UploadRecording) Payload.of(claimed.planned())).url();
  }

  PlannedDelivery upload(String url) {
    return new Payload.UploadRecording(url, null).plan(CRM, bench.now(), null);
  }

  void planWithRegistrationIn(Duration wait, String... urls) {
    List<PlannedDelivery> planned = new ArrayList<>();
    for (String url : urls) {
      planned.add(upload(url));
    }
    planned.add(registration(CRM, bench.now().plus(wait)));
    bench.plan(call, planned);
  }

  static int number(CrmFile file) {
    return Integer.parseInt(file.fileId().substring("file ".length()));
  }
}
