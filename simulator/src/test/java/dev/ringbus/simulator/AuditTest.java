package dev.ringbus.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.Direction;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.Secret;
import dev.ringbus.simulator.audit.Audit;
import dev.ringbus.simulator.audit.AuditText;
import dev.ringbus.simulator.audit.AuditedCall;
import dev.ringbus.simulator.audit.NoticeFigures;
import dev.ringbus.simulator.audit.NoticeTimes;
import dev.ringbus.simulator.audit.Reported;
import dev.ringbus.simulator.http.ScriptedHub;
import dev.ringbus.simulator.kontur.KnownCall;
import dev.ringbus.simulator.kontur.KonturCrm;
import dev.ringbus.simulator.kontur.KonturSettings;
import dev.ringbus.simulator.kontur.KonturTeller;
import dev.ringbus.simulator.pbx.Premises;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a CRM has, compared with calls of SipSim whose events a hub passes on. */
class AuditTest {

  private static final Account SIPSIM = Accounts.sipsim();
  private static final int CALLS = 2;

  private final NoticeTimes times = new NoticeTimes(Instant.MIN);
  private final Reported reported =
      new Reported(Set.of(new IntegrationId("acme-sim")), times::acknowledged, Clock.systemUTC());
  private KonturCrm crm;
  private KonturTeller teller;

  @BeforeEach
  void open() throws Exception {
    crm = KonturCrm.start(KonturSettings.of(new Secret(KonturTeller.API_KEY), Clock.systemUTC()));
    crm.watch(times::received);
    teller = new KonturTeller(crm);
  }

  @AfterEach
  void close() {
    crm.close();
  }

  @Test
  void findsNothingWrongWhereTheCrmHasEverything() throws Exception {
    simulate(this::pass);

    Audit audit = audit();
    assertThat(audit.isRight()).as(text(audit)).isTrue();
    assertThat(Audit.isComplete(reported, crm)).isTrue();
    assertThat(audit.calls()).hasSize(CALLS);
    assertThat(text(audit))
        .contains("inbound, client +375", "outbound, client +375")
        .contains("live: call-started ", ", call-finished ")
        .contains("client - user 306 (u-1): appeared ")
        .contains("registered with 1 leg")
        .contains("recording a.mp3, audio/mpeg, ")
        .contains("crm: 2 of 2 calls as they should be, 0 violations");
  }

  @Test
  void tellsAllTimesInOneZone() throws Exception {
    simulate(this::pass);

    ZoneId zone = ZoneId.of("Asia/Kolkata"); // Half an hour off all that PBXs write.
    DateTimeFormatter time = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(zone);
    String text = String.join("\n", new AuditText(Map.of(), zone).lines(audit()));
    assertThat(text).startsWith("what the CRM knows, with times in Asia/Kolkata:");
    assertThat(crm.calls())
        .isNotEmpty()
        .flatExtracting(KnownCall::notices)
        .allSatisfy(notice -> assertThat(text).contains(" " + time.format(notice.timestamp())));
  }

  @Test
  void missesACall() throws Exception {
    simulate(event -> {
      if (event.direction() == Direction.INBOUND) {
        pass(event);
      }
    });

    assertWrong("LACKING: expected the CRM to know it");
  }

  @Test
  void missesARegistration() throws Exception {
    simulate(event -> {
      if (event.type() != CallEventType.CALL_ENDED) {
        pass(event);
      }
    });

    assertWrong("LACKING: expected it to be registered once, it is 0 times");
  }

  @Test
  void findsACallThatIsThereTwice() throws Exception {
    simulate(event -> {
      pass(event);
      if (event.type() == CallEventType.CALL_ENDED) {
        teller.register(event, "");
      }
    });

    assertWrong(
        "LACKING: expected it to be registered once, it is 2 times", "VIOLATION: REGISTERED_ONCE");
  }

  @Test
  void missesARecordingAndFindsOneWithOtherBytes() throws Exception {
    simulate(event -> {
      if (event.type() == CallEventType.CALL_ENDED) {
        teller.finish(event);
        boolean inbound = event.direction() == Direction.INBOUND;
        teller.register(event, inbound ? teller.upload(new byte[] {1, 2, 3}) : "");
      } else {
        pass(event);
      }
    });

    assertWrong(
        "LACKING: expected 1 recordings, there are 0",
        "LACKING: expected the bytes of " + crm.recordingUrl("sipsim-"));
  }

  @Test
  void findsWhatBreaksTheContract() throws Exception {
    simulate(event -> {
      pass(event);
      if (event.type() == CallEventType.CALL_ENDED) {
        teller.leg(event, "appeared");
      }
    });

    Audit audit = audit();
    assertThat(Audit.isComplete(reported, crm)).isTrue();
    assertThat(audit.isRight()).isFalse();
    assertThat(text(audit)).contains("VIOLATION: NOTHING_AFTER_FINISHED");
  }

  @Test
  void waitsForACallThatWasAskedFor() throws Exception {
    teller.ask("u-1", "+79000000001");

    assertThat(Audit.isComplete(reported, crm)).isFalse();
    assertWrong("LACKING: expected the call that was asked for, or call-failed");

    teller.fail(crm.calls().getFirst().communicationId());
    assertThat(Audit.isComplete(reported, crm)).isTrue();
    assertThat(audit().isRight()).isTrue();
  }

  @Test
  void measuresFromTheAcknowledgementToTheReceipt() throws Exception {
    simulate(this::pass);

    NoticeFigures figures = times.figures();
    assertThat(figures.ended()).isEqualTo(CALLS);
    assertThat(figures.registered()).isEqualTo(CALLS);
    assertThat(figures.unmatched()).isZero();
    assertThat(figures.notices())
        .isEqualTo(crm.calls().stream().mapToInt(call -> call.notices().size()).sum());
    assertThat(String.join("\n", figures.lines()))
        .contains("crm: 2 of 2 ended calls registered", "live notices after their");
  }

  /** Tells the CRM of an event as a hub would that is quick. */
  private void pass(CallEvent event) {
    switch (event.type()) {
      case CALL_STARTED -> teller.start(event);
      case LEG_RINGING -> teller.leg(event, "appeared");
      case LEG_ENDED -> teller.leg(event, "disconnected");
      case CALL_ENDED -> {
        teller.finish(event);
        teller.register(event, recording(event));
      }
      default -> {}
    }
  }

  private String recording(CallEvent event) {
    return event.recordingUrl() == null ? "" : teller.upload(teller.fetch(event.recordingUrl()));
  }

  private void simulate(Consumer<CallEvent> events) throws Exception {
    try (ScriptedHub hub = new ScriptedHub(new RelayingHub(List.of(SIPSIM), events))) {
      Premises premises =
          new Premises(
              Stream.of("306", "307", "308").map(PhoneNumber::new).toList(),
              Optional.of(crm.recordingUrl("")));
      new Simulation(
              SimulationSettings.of(hub.uri(), new Work.Calls(CALLS, 1, 1e6)), Clock.systemUTC())
          .run(List.of(SIPSIM), new Company(premises, Optional.of(reported), Optional.empty()));
    }
  }

  private Audit audit() {
    return Audit.of(reported, crm);
  }

  private void assertWrong(String... faults) {
    Audit audit = audit();
    assertThat(audit.isRight()).isFalse();
    assertThat(Audit.isComplete(reported, crm) && faults[0].startsWith("LACKING")).isFalse();
    assertThat(String.join("\n", new AuditText(Map.of(), ZoneOffset.UTC).faults(audit)))
        .contains(faults);
    assertThat(audit.calls()).anyMatch(call -> !call.isRight());
  }

  private static String text(Audit audit) {
    assertThat(audit.calls()).extracting(AuditedCall::name).doesNotHaveDuplicates();
    return String.join("\n", new AuditText(Map.of("u-1", "306"), ZoneOffset.UTC).lines(audit));
  }
}
