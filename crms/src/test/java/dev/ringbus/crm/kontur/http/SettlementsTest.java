package dev.ringbus.crm.kontur.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.crm.CrmAction;
import dev.ringbus.crm.CrmFile;
import dev.ringbus.crm.CrmGateway.Settlement;
import dev.ringbus.crm.CrmOperation;
import dev.ringbus.crm.testkit.SampleCalls;
import dev.ringbus.crm.testkit.ScriptedServer;
import dev.ringbus.model.LegProgress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettlementsTest {

  private static final Duration AMPLE = Duration.ofSeconds(60);
  private static final CrmFile FILE = new CrmFile("ceb45e", "1.mp3", "audio/mpeg", 9216, null);

  private static final String UNKNOWN =
      "{\"status\":\"communicationNotFound\",\"message\":\"Communication not found. Id: 1\"}";

  @TempDir Path folder;
  private KonturFixture kontur;

  @BeforeEach
  void open() {
    kontur = new KonturFixture(folder);
  }

  @AfterEach
  void close() {
    kontur.close();
  }

  @Test
  void findsARegisteredCallSealed() {
    answers(KonturFixture.communication("sealed"));

    assertThat(settle(new CrmAction.Register(List.of(FILE))))
        .isInstanceOfSatisfying(
            Settlement.Taken.class,
            taken -> assertThat(taken.receipt().communicationId()).isEqualTo("184e7bcd"));
    assertThat(kontur.server.requests("call-started").getFirst().text())
        .isEqualTo(
            "{\"timestamp\":\"2026-11-20T15:00:00+03:00\",\"communicationId\":\"184e7bcd\","
                + "\"externalId\":\"acme-mts:12\",\"externalVatsPhone\":\"79229929292\","
                + "\"clientPhone\":\"79997775533\",\"direction\":\"inbound\"}");
    assertThat(kontur.server.requests("register-call")).isEmpty();
  }

  @Test
  void findsAnyOtherCallNotRegistered() {
    answers(KonturFixture.communication("active"));

    assertThat(settle(new CrmAction.Register(List.of()))).isInstanceOf(Settlement.NotTaken.class);
  }

  @Test
  void cannotTellWithoutAStatus() {
    answers("{\"id\":\"184e7bcd\"}");

    assertThat(settle(new CrmAction.Register(List.of()))).isInstanceOf(Settlement.CannotTell.class);
  }

  @Test
  void looksForACallWhoseCommunicationIsGone() {
    kontur.server.does(request -> {
      if (!request.is("call-started")) {
        return kontur.takes(request);
      }
      return request.text().contains("communicationId")
          ? ScriptedServer.json(409, UNKNOWN)
          : ScriptedServer.json(200, KonturFixture.communication("sealed"));
    });

    assertThat(settle(new CrmAction.Register(List.of()))).isInstanceOf(Settlement.Taken.class);
    assertThat(kontur.server.requests("call-started")).hasSize(2);
  }

  @Test
  void findsACallNotRegisteredThatTheCrmDoesNotKnow() {
    kontur.server.does(request ->
        request.is("call-started") ? ScriptedServer.json(409, UNKNOWN) : kontur.takes(request));

    assertThat(settle(new CrmAction.Register(List.of()))).isInstanceOf(Settlement.NotTaken.class);
    assertThat(kontur.server.requests("call-started")).hasSize(2);
  }

  @Test
  void findsARecordingByItsFile() {
    answers(
        "{\"id\":\"1\",\"status\":\"sealed\",\"data\":{\"call\":{\"items\":[{\"id\":\"x\","
            + "\"from\":{\"type\":\"client\"},\"to\":{\"type\":\"user\"},"
            + "\"recordings\":[{\"fileId\":\"ceb45e\"}]}]}}}");

    assertThat(settle(new CrmAction.AttachRecording(null, FILE)))
        .isInstanceOf(Settlement.Taken.class);
    assertThat(
            settle(
                new CrmAction.AttachRecording(
                    null, new CrmFile("other", "1.mp3", "audio/mpeg", 1, null))))
        .isInstanceOf(Settlement.NotTaken.class);
  }

  @Test
  void findsAnEventByLegAndTime() {
    answers(
        "{\"id\":\"1\",\"data\":{\"call\":{\"events\":[{\"externalCallItemId\":"
            + "\"acme-mts:12/306\",\"timestamp\":\"2026-11-20T12:00:05.6152798+00:00\","
            + "\"type\":\"connected\",\"from\":{\"type\":\"client\"},"
            + "\"to\":{\"type\":\"user\"}}]}}}");
    var leg = SampleCalls.finished("12").legs().getFirst();

    assertThat(settle(new CrmAction.ChangeLeg(leg, LegProgress.CONNECTED, SampleCalls.after(5))))
        .isInstanceOf(Settlement.Taken.class);
    assertThat(settle(new CrmAction.ChangeLeg(leg, LegProgress.CONNECTED, SampleCalls.after(40))))
        .isInstanceOf(Settlement.NotTaken.class);
  }

  @Test
  void repeatsWhatMeansTheSameSaidTwice() {
    for (CrmAction action :
        List.of(
            new CrmAction.Start(SampleCalls.STARTED),
            new CrmAction.Finish(SampleCalls.after(61)),
            new CrmAction.Fail("busy"),
            new CrmAction.Upload(folder, "1.mp3", "audio/mpeg", 1))) {
      assertThat(settle(action)).isInstanceOf(Settlement.NotTaken.class);
    }
    assertThat(kontur.server.requests()).isEmpty();
  }

  @Test
  void leavesItToAPersonWhereThatIsSet() {
    kontur.with("settleBy", "nothing");

    assertThat(settle(new CrmAction.Register(List.of()))).isInstanceOf(Settlement.CannotTell.class);
    assertThat(kontur.server.requests()).isEmpty();
  }

  private void answers(String communication) {
    kontur.server.does(request ->
        request.is("call-started")
            ? ScriptedServer.json(200, communication)
            : kontur.takes(request));
  }

  private Settlement settle(CrmAction action) {
    return kontur
        .connection()
        .gateway()
        .settle(new CrmOperation(SampleCalls.finished("12"), "184e7bcd", action))
        .block(AMPLE);
  }
}
