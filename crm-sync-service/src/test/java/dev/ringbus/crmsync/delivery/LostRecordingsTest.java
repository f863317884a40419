package dev.ringbus.crmsync.delivery;

import static dev.ringbus.crmsync.delivery.DeliverySamples.CRM;
import static dev.ringbus.crmsync.delivery.DeliverySamples.URL;
import static dev.ringbus.crmsync.delivery.DeliverySamples.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.crm.CrmAction;
import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crm.CrmFile;
import dev.ringbus.crm.CrmOperation;
import dev.ringbus.crmsync.delivery.ScriptedCrm.Turn;
import dev.ringbus.crmsync.recording.RecordingResult;
import dev.ringbus.model.Call;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.DeliveryView;
import dev.ringbus.store.FinishedDelivery.Sent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Recordings whose upload lapsed or was lost in the CRM, or whose answer was lost. */
class LostRecordingsTest extends RecordingsFixture {

  @Test
  void uploadsAgainWhatLapsedWhileTheCrmDidNotRegister() {
    bench.recordings = claimed -> bringAfter(claimed, Duration.ofSeconds(1));
    crm.goes(_ -> new Turn.Fail(ScriptedCrm.down()));
    bench.dispatch(CRM, crm);
    planWithRegistrationIn(Duration.ofSeconds(30), URL);
    bench.pass(Duration.ofHours(25));
    crm.goes(_ -> new Turn.Take());
    bench.pass(Duration.ofMinutes(7));
    assertThat(brought).hasSize(2).last().asString().endsWith("/2");
    assertThat(crm.taken(call)).containsExactly("register-call");
    assertThat(crm.has(fileOf("file 1"))).isFalse();
    assertThat(crm.has(fileOf("file 2"))).isTrue();
  }

  @Test
  void uploadsAgainWhatLapsedWhileNobodyKnewWhetherTheCallWasRegistered() {
    bench.recordings = claimed -> bringAfter(claimed, Duration.ofSeconds(1));
    crm.goes(_ -> new Turn.LoseRequest());
    crm.settlesLike(_ -> new Turn.Fail(ScriptedCrm.down()));
    bench.dispatch(CRM, crm);
    planWithRegistrationIn(Duration.ofSeconds(30), URL);
    bench.pass(Duration.ofHours(25));
    crm.goes(_ -> new Turn.Take());
    crm.settlesLike(_ -> new Turn.Take());
    bench.pass(Duration.ofMinutes(7));
    assertThat(crm.taken(call)).containsExactly("register-call");
    assertThat(crm.has(fileOf("file 1"))).isFalse();
    assertThat(crm.has(fileOf("file 2"))).isTrue();
    assertThat(crm.violations).isEmpty();
  }

  @Test
  void uploadsAgainWhatLapsedWhileNobodyKnewWhetherItWasAttached() {
    bench.recordings =
        claimed -> bringAfter(claimed, Duration.ofSeconds(brought.isEmpty() ? 50 : 1));
    crm.goes(operation ->
        ScriptedCrm.name(operation).equals("call-recording")
            ? new Turn.LoseRequest()
            : new Turn.Take());
    crm.settlesLike(_ -> new Turn.Fail(ScriptedCrm.down()));
    bench.dispatch(CRM, crm);
    planWithRegistrationIn(Duration.ofSeconds(30), URL);
    bench.pass(Duration.ofHours(25));
    crm.goes(_ -> new Turn.Take());
    crm.settlesLike(_ -> new Turn.Take());
    bench.pass(Duration.ofMinutes(7));
    assertThat(crm.taken(call)).containsExactly("register-call", "call-recording");
    assertThat(crm.has(fileOf("file 2"))).isTrue();
    assertThat(crm.violations).isEmpty();
    assertThat(bench.deliveries(DeliveryState.WAITING)).isEmpty();
  }

  @Test
  void registersWithoutARecordingThatCannotBeHadAgain() {
    bench.recordings =
        claimed ->
            brought.isEmpty()
                ? bringAfter(claimed, Duration.ofSeconds(1))
                : Mono.just(new RecordingResult.Refused("it is not there any more"));
    crm.goes(_ -> new Turn.Fail(ScriptedCrm.down()));
    bench.dispatch(CRM, crm);
    planWithRegistrationIn(Duration.ofSeconds(30), URL);
    bench.pass(Duration.ofHours(25));
    crm.goes(_ -> new Turn.Take());
    bench.pass(Duration.ofMinutes(7));
    assertThat(crm.taken(call)).containsExactly("register-call");
    assertThat(bench.deliveries(DeliveryState.PARKED)).hasSize(1);
  }

  @Test
  void attachesWhatALostRegistrationHadNotTaken() {
    String late = "https://records.example/late.mp3";
    bench.recordings =
        claimed ->
            bringAfter(
                claimed, url(claimed).equals(URL) ? Duration.ofSeconds(1) : Duration.ofSeconds(31));
    // The registration leaves with one recording after 30 s, takes 5 s, and its answer is lost.
    crm.answersAfter(Duration.ofSeconds(5));
    crm.goes(operation ->
        ScriptedCrm.name(operation).equals("register-call")
            ? new Turn.LoseAnswer()
            : new Turn.Take());
    bench.dispatch(CRM, crm);
    planWithRegistrationIn(Duration.ofSeconds(30), URL, late);
    bench.pass(Duration.ofMinutes(3));
    assertThat(crm.taken(call)).containsExactly("register-call", "call-recording");
    assertThat(crm.has(fileOf("file 1"))).isTrue();
    assertThat(crm.has(fileOf("file 2"))).isTrue();
    assertThat(crm.violations).isEmpty();
    assertThat(bench.deliveries(DeliveryState.WAITING)).isEmpty();
    assertThat(attached(call)).isEqualTo(2);
  }

  @Test
  void settlesAnAttachmentWhoseAnswerWasLost() {
    bench.recordings = claimed -> bringAfter(claimed, Duration.ofSeconds(50));
    crm.goes(operation ->
        ScriptedCrm.name(operation).equals("call-recording")
            ? new Turn.LoseAnswer()
            : new Turn.Take());
    bench.dispatch(CRM, crm);
    planWithRegistrationIn(Duration.ofSeconds(30), URL);
    bench.pass(Duration.ofMinutes(2));
    assertThat(crm.taken(call)).containsExactly("register-call", "call-recording");
    assertThat(bench.deliveries(DeliveryState.UNKNOWN)).isEmpty();
    assertThat(crm.violations).isEmpty();
  }

  /** What a CRM says that has lost the first so many of the files that were uploaded. */
  private static Turn withoutTheFirst(int files, CrmOperation operation) {
    List<CrmFile> named =
        switch (operation.action()) {
          case CrmAction.Register(List<CrmFile> registered) -> registered;
          case CrmAction.AttachRecording(String _, CrmFile file) -> List.of(file);
          default -> List.of();
        };
    return named.stream().anyMatch(file -> number(file) <= files)
        ? new Turn.Fail(new CrmFailure.Permanent("\"Error\""))
        : new Turn.Take();
  }

  private void losesTheFirst(int files) {
    crm.goes(operation -> withoutTheFirst(files, operation));
  }

  @Test
  void registersWithoutARecordingThatTheCrmLostAndAttachesItAfterwards() {
    bench.recordings = claimed -> bringAfter(claimed, Duration.ofSeconds(5));
    losesTheFirst(1);
    bench.dispatch(CRM, crm);
    planWithRegistrationIn(Duration.ofSeconds(30), URL);
    bench.pass(Duration.ofSeconds(6));
    assertThat(crm.taken(call)).containsExactly("register-call");
    bench.pass(Duration.ofMinutes(2));
    assertThat(crm.taken(call)).containsExactly("register-call", "call-recording");
    assertThat(crm.has(fileOf("file 2"))).isTrue();
    assertThat(bench.told(call.key()))
        .containsExactly(
            "sent upload",
            "postponed register-call",
            "sent register-call",
            "sent upload",
            "sent call-recording");
    assertThat(attached(call)).isEqualTo(1);
  }

  @Test
  void attachesARecordingThatWasLostTwice() {
    bench.recordings = claimed -> bringAfter(claimed, Duration.ofSeconds(5));
    losesTheFirst(2);
    bench.dispatch(CRM, crm);
    planWithRegistrationIn(Duration.ofSeconds(30), URL);
    bench.pass(Duration.ofMinutes(2));
    assertThat(crm.taken(call)).containsExactly("register-call", "call-recording");
    assertThat(crm.has(fileOf("file 3"))).isTrue();
    assertThat(bench.deliveries(DeliveryState.PARKED)).isEmpty();
  }

  @Test
  void parksTheAttachmentAloneWhenTheCrmLosesEveryUpload() {
    bench.recordings = claimed -> bringAfter(claimed, Duration.ofSeconds(5));
    losesTheFirst(Integer.MAX_VALUE);
    bench.dispatch(CRM, crm);
    planWithRegistrationIn(Duration.ofSeconds(30), URL);
    bench.pass(Duration.ofHours(3));
    assertThat(crm.taken(call)).containsExactly("register-call");
    assertThat(brought).hasSize(3);
    assertThat(bench.deliveries(DeliveryState.PARKED))
        .extracting(DeliveryView::operation)
        .containsExactly("call-recording");
    assertThat(bench.deliveries(DeliveryState.WAITING)).isEmpty();
  }

  @Test
  void attachesARecordingThatIsBackBeforeTheCallIsRegistered() {
    bench.recordings = claimed -> bringAfter(claimed, Duration.ofSeconds(1));
    crm.goes(operation ->
        operation.action() instanceof CrmAction.Register(var named) && named.isEmpty()
            ? new Turn.Fail(ScriptedCrm.down())
            : withoutTheFirst(1, operation));
    bench.dispatch(CRM, crm);
    planWithRegistrationIn(Duration.ofSeconds(30), URL);
    bench.pass(Duration.ofSeconds(10));
    assertThat(brought).hasSize(2);
    losesTheFirst(1);
    bench.pass(Duration.ofMinutes(10));
    assertThat(crm.taken(call)).containsExactly("register-call", "call-recording");
    assertThat(attached(call)).isEqualTo(1);
    assertThat(bench.deliveries(DeliveryState.WAITING)).isEmpty();
    assertThat(crm.violations).isEmpty();
  }

  /** How many files the store was told are attached. */
  private long attached(Call of) {
    return bench.ended.stream()
        .map(Ended::finished)
        .filter(Sent.class::isInstance)
        .map(Sent.class::cast)
        .filter(sent -> sent.claimed().callKey().equals(of.key()))
        .mapToLong(sent -> sent.attached().size())
        .sum();
  }
}
