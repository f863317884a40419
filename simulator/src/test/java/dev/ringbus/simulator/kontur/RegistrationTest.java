package dev.ringbus.simulator.kontur;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.simulator.kontur.files.StoredFile;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Finished calls and their recordings. */
class RegistrationTest {

  private static final byte[] SOUND = "sound".getBytes(StandardCharsets.UTF_8);

  private Workspaces workspace;
  private Told told;

  @BeforeEach
  void open() throws Exception {
    workspace = Workspaces.open();
    told = workspace.told();
  }

  @AfterEach
  void close() throws Exception {
    workspace.close();
  }

  @Test
  void takesACallThatNobodyToldOfWhileItLived() throws Exception {
    assertThat(told.register("").body()).isEqualTo("\"OK\"");

    KnownCall call = workspace.crm().call(Told.CALL).orElseThrow();
    assertThat(call.notices()).isEmpty();
    assertThat(call.registration().orElseThrow().items().getFirst().to().userId())
        .isEqualTo(Told.USER);
    assertThat(rules()).isEmpty();
  }

  @Test
  void entersACallTwiceThatIsRegisteredTwice() throws Exception {
    told.start();
    told.register("");
    assertThat(told.register("").body()).isEqualTo("\"OK\"");

    assertThat(workspace.crm().calls(Told.CALL)).hasSize(2);
    assertThat(rules()).containsExactly(Rule.REGISTERED_ONCE);
  }

  @Test
  void doesNotRegisterUnderAnIdThatItNeverGave() throws Exception {
    HttpResponse<String> answer =
        told.tell(
            "register-call",
            Told.registration(Told.CALL, "")
                .replaceFirst("\\{", "{\"communicationId\": \"5f0c\","));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).isEqualTo("\"Error\"");
    assertThat(workspace.crm().calls()).isEmpty();
  }

  @Test
  void takesARecordingThatComesLater() throws Exception {
    told.start();
    told.register("");
    String file = Told.json(told.upload(SOUND)).path("fileId").asString();

    assertThat(attach(Told.LEG, file).body()).isEqualTo("\"OK\"");
    assertThat(attach(Told.LEG, file).body()).isEqualTo("\"OK\"");

    KnownCall call = workspace.crm().call(Told.CALL).orElseThrow();
    assertThat(call.recordings()).extracting(StoredFile::fileId).containsExactly(file);
    JsonNode recordings = Told.json(told.start()).at("/data/call/items/0/recordings");
    assertThat(recordings.path(0).path("fileId").asString()).isEqualTo(file);
    assertThat(recordings.path(0).path("contentLength").asString()).isEqualTo("5");
    assertThat(rules()).isEmpty();
  }

  @Test
  void noticesARecordingBeforeTheRegistrationAndOneOfNoLeg() throws Exception {
    told.start();
    String file = Told.json(told.upload(SOUND)).path("fileId").asString();
    attach(Told.LEG, file);
    told.register("");
    attach(Told.CALL + "/307", Told.json(told.upload(SOUND)).path("fileId").asString());

    assertThat(rules()).containsExactly(Rule.RECORDING_AFTER_REGISTRATION, Rule.KNOWN_LEG);
  }

  @Test
  void doesNotKnowAFileThatWasNeverUploaded() throws Exception {
    told.start();
    HttpResponse<String> answer =
        told.register(
            """
            {"fileId": "f", "fileName": "a.mp3", "contentType": "audio/mpeg",
             "contentLength": "5"}\
            """);

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).isEqualTo("\"Error\"");
    assertThat(attach(Told.LEG, "f").statusCode()).isEqualTo(409);
    assertThat(rules()).containsExactly(Rule.FILE_ALIVE, Rule.FILE_ALIVE);
    assertThat(workspace.crm().call(Told.CALL).orElseThrow().registration()).isEmpty();
  }

  @Test
  void keepsAFileForADay() throws Exception {
    JsonNode uploaded = Told.json(told.upload(SOUND));
    workspace.pass(Duration.ofDays(1));
    told.authorize();

    assertThat(told.register(Told.recording(uploaded)).statusCode()).isEqualTo(409);
    assertThat(rules()).containsExactly(Rule.FILE_ALIVE);
    assertThat(told.get("/api/v1/demo/files/" + uploaded.path("fileId").asString()).statusCode())
        .isEqualTo(404);

    JsonNode again = Told.json(told.upload(SOUND));
    assertThat(told.register(Told.recording(again)).statusCode()).isEqualTo(200);
  }

  @Test
  void losesAFileWithoutBlame() throws Exception {
    workspace.crm().faults().add(new Fault.LoseUpload(), Occasion.times(1));
    JsonNode lost = Told.json(told.upload(SOUND));
    JsonNode kept = Told.json(told.upload(SOUND));

    assertThat(told.register(Told.recording(lost)).statusCode()).isEqualTo(409);
    assertThat(told.register(Told.recording(kept)).statusCode()).isEqualTo(200);
    assertThat(rules()).isEmpty();
  }

  @Test
  void noticesARecordingThatIsNotWhatWasUploaded() throws Exception {
    JsonNode uploaded = Told.json(told.upload(SOUND));
    told.register(Told.recording(uploaded).replace("\"5\"", "\"6\""));

    assertThat(rules()).containsExactly(Rule.FILE_AS_UPLOADED);
  }

  @Test
  void takesALengthAsANumberToo() throws Exception {
    JsonNode uploaded = Told.json(told.upload(SOUND));
    told.register(Told.recording(uploaded).replace("\"5\"", "5"));

    assertThat(rules()).isEmpty();
  }

  private HttpResponse<String> attach(String leg, String file) throws Exception {
    return told.tell(
        "call-recording",
        """
        {"externalId": "%s", "externalCallItemId": "%s", "realtimeCallItemId": "%s",
         "recordingFileId": "%s"}\
        """
            .formatted(Told.CALL, leg, leg, file));
  }

  private List<Rule> rules() {
    return workspace.crm().violations().stream().map(Violation::rule).toList();
  }
}
