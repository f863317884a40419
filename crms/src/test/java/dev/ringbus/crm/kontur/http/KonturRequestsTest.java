package dev.ringbus.crm.kontur.http;

import static dev.ringbus.crm.testkit.SampleCalls.after;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.crm.CrmAction;
import dev.ringbus.crm.CrmFile;
import dev.ringbus.crm.CrmOperation;
import dev.ringbus.crm.testkit.SampleCalls;
import dev.ringbus.crm.testkit.ScriptedServer;
import dev.ringbus.model.Call;
import dev.ringbus.model.LegProgress;
import dev.ringbus.model.SecretRef;
import dev.ringbus.testkit.GoldenFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every request to the byte, headers included. */
class KonturRequestsTest {

  private static final Duration AMPLE = Duration.ofSeconds(60);
  private static final Call CALL = SampleCalls.finished("12");
  private static final CrmFile FILE =
      new CrmFile("ceb45e", "1.mp3", "audio/mpeg", 9216, SampleCalls.leg("12", SampleCalls.MARIA));

  @TempDir Path folder;
  private final GoldenFiles golden = GoldenFiles.of(KonturRequestsTest.class, "kontur");
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
  void authorizesAPrivateIntegration() {
    push(new CrmAction.Finish(after(61)));

    golden.assertText(
        "authorize-private-integration.http", kontur.server.requests().getFirst().shown());
  }

  @Test
  void authorizesAPublicIntegration() {
    kontur.with("secretName", "token").withSecret("secret", new SecretRef.Env("KONTUR_SECRET"));
    push(new CrmAction.Finish(after(61)));

    golden.assertText("authorize-integration.http", kontur.server.requests().getFirst().shown());
  }

  @Test
  void tellsOfTheBeginning() {
    push(new CrmOperation(SampleCalls.ringing("12"), null, new CrmAction.Start(after(0))));
    assertSent("call-started");
  }

  @Test
  void tellsOfTheBeginningOfACallThatWasAskedFor() {
    push(new CrmOperation(SampleCalls.ringing("12"), "30ab4e", new CrmAction.Start(after(0))));
    assertSent("call-started", "call-started-asked-for");
  }

  @Test
  void tellsOfALeg() {
    push(new CrmAction.ChangeLeg(CALL.legs().getFirst(), LegProgress.CONNECTED, after(5)));
    assertSent("call-event");
  }

  @Test
  void tellsOfALegWithSomebodyUnknown() {
    push(new CrmAction.ChangeLeg(CALL.legs().getLast(), LegProgress.APPEARED, after(31)));
    assertSent("call-event", "call-event-internal");
  }

  @Test
  void tellsOfTheEnd() {
    push(new CrmAction.Finish(after(61)));
    assertSent("call-finished");
  }

  @Test
  void tellsThatACallDidNotComeAbout() {
    push(new CrmOperation(null, "30ab4e", new CrmAction.Fail("busy")));
    assertSent("call-failed");
  }

  @Test
  void registersACall() {
    push(new CrmAction.Register(List.of(FILE)));
    assertSent("register-call");
  }

  @Test
  void registersTheLengthAsANumberWhereThatIsWanted() {
    kontur.with("contentLengthAs", "number");
    push(new CrmAction.Register(List.of(FILE)));
    assertSent("register-call", "register-call-numbers");
  }

  @Test
  void registersACallWithoutLegs() {
    Call call = SampleCalls.finished("12", List.of());
    CrmFile file = new CrmFile("ceb45e", "1.mp3", "audio/mpeg", 9216, null);
    push(new CrmOperation(call, "184e7bcd", new CrmAction.Register(List.of(file))));
    assertSent("register-call", "register-call-without-legs");
  }

  @Test
  void registersAMissedCall() {
    Call call = SampleCalls.finished("12", List.of(SampleCalls.ringingLeg("acme-mts:12/306")));
    push(new CrmOperation(call, "184e7bcd", new CrmAction.Register(List.of())));
    assertSent("register-call", "register-call-missed");
  }

  @Test
  void attachesARecording() {
    push(new CrmAction.AttachRecording(SampleCalls.leg("12", SampleCalls.MARIA), FILE));
    assertSent("call-recording");
  }

  @Test
  void uploadsAFile() throws IOException {
    Path file =
        Files.write(folder.resolve("x"), "ID3 two\r\nlines".getBytes(StandardCharsets.UTF_8));
    kontur.server.does(request ->
        request.is("files")
            ? ScriptedServer.json(200, "{\"fileId\":\"ceb45e\"}")
            : kontur.takes(request));
    push(new CrmAction.Upload(file, "Запись \"1\".mp3", "audio/mpeg", 14));
    assertSent("files", "upload");
  }

  @Test
  void asksWhoIsResponsible() {
    assertThat(kontur.owners().of(SampleCalls.CLIENT).block(AMPLE))
        .containsExactly(SampleCalls.MARIA);
    assertSent("call-redirect");
  }

  private void push(CrmAction action) {
    push(new CrmOperation(CALL, "184e7bcd", action));
  }

  private void push(CrmOperation operation) {
    assertThat(kontur.connection().gateway().push(operation).block(AMPLE)).isNotNull();
  }

  private void assertSent(String method) {
    assertSent(method, method);
  }

  private void assertSent(String method, String file) {
    assertThat(kontur.server.requests()).hasSize(2);
    golden.assertText(file + ".http", kontur.server.requests(method).getFirst().shown());
  }
}
