package dev.ringbus.crmsync.delivery;

import static dev.ringbus.crmsync.delivery.DeliverySamples.CRM;
import static dev.ringbus.crmsync.delivery.DeliverySamples.URL;
import static dev.ringbus.crmsync.delivery.DeliverySamples.call;
import static dev.ringbus.crmsync.delivery.DeliverySamples.registration;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.crmsync.recording.RecordingResult;
import dev.ringbus.store.DeliveryState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What recordings and registrations have to do with each other. */
class RecordingsInOrderTest extends RecordingsFixture {

  @Test
  void registersWithTheRecordingAsSoonAsItIsUploaded() {
    bench.recordings = claimed -> bringAfter(claimed, Duration.ofSeconds(2));
    bench.dispatch(CRM, crm);
    planWithRegistrationIn(Duration.ofSeconds(30), URL);
    bench.pass(Duration.ofSeconds(3));
    assertThat(crm.taken(call)).containsExactly("register-call");
    assertThat(crm.has(fileOf("file 1"))).isTrue();
    assertThat(bench.deliveries(DeliveryState.WAITING)).isEmpty();
  }

  @Test
  void attachesARecordingThatComesAfterTheRegistration() {
    bench.recordings = claimed -> bringAfter(claimed, Duration.ofSeconds(50));
    bench.dispatch(CRM, crm);
    planWithRegistrationIn(Duration.ofSeconds(30), URL);
    bench.pass(Duration.ofSeconds(49));
    assertThat(crm.taken(call)).containsExactly("register-call");
    bench.pass(Duration.ofSeconds(3));
    assertThat(crm.taken(call)).containsExactly("register-call", "call-recording");
    assertThat(crm.has(fileOf("file 1"))).isTrue();
  }

  @Test
  void holdsTheClaimOfARecordingThatTakesMinutes() {
    bench.recordings = claimed -> bringAfter(claimed, Duration.ofMinutes(10));
    bench.dispatch(CRM, crm);
    planWithRegistrationIn(Duration.ofSeconds(30), URL);
    bench.pass(Duration.ofMinutes(11));
    assertThat(brought).hasSize(1);
    assertThat(crm.taken(call)).containsExactly("register-call", "call-recording");
  }

  @Test
  void bringsARecordingOnceThoughItsLeaseRanOut() {
    bench.recordings = claimed -> bringAfter(claimed, Duration.ofSeconds(70));
    bench.outbox.refusesExtensions();
    bench.dispatch(CRM, crm);
    planWithRegistrationIn(Duration.ofSeconds(30), URL);
    bench.pass(Duration.ofSeconds(80));
    assertThat(brought).hasSize(1);
    assertThat(crm.taken(call)).containsExactly("register-call", "call-recording");
    assertThat(bench.deliveries(DeliveryState.SENT)).hasSize(3);
  }

  @Test
  void tellsNoticesWhileAllPlacesForRecordingsAreTaken() {
    bench.recordings = _ -> Mono.never();
    bench.dispatch(CRM, crm);
    for (int number = 100; number < 200; number++) {
      bench.plan(call(number), List.of(upload(URL)));
    }
    bench.pass(Duration.ofSeconds(1));
    bench.plan(call, List.of(registration(CRM, bench.now())));
    bench.pass(Duration.ofMillis(20));
    assertThat(crm.taken(call)).containsExactly("register-call");
    assertThat(bench.deliveries(DeliveryState.SENDING)).hasSize(bench.settings.uploads());
  }

  @Test
  void countsNoAttemptWhileThereIsNoRoomForARecording() {
    bench.recordings =
        _ -> Mono.just(new RecordingResult.Busy("others are on their way", Duration.ofSeconds(1)));
    bench.dispatch(CRM, crm);
    bench.plan(call, List.of(upload(URL)));
    bench.pass(Duration.ofMinutes(1));
    assertThat(bench.deliveries(DeliveryState.WAITING).getFirst().attempts()).isZero();
    assertThat(bench.receipts()).isEmpty();
  }
}
