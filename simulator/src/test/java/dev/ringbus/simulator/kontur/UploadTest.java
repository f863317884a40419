package dev.ringbus.simulator.kontur;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.simulator.kontur.files.StoredFile;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadTest {

  private static final String TYPE = "multipart/form-data; boundary=b";
  private static final String BODY =
      """
      --b
      Content-Disposition: form-data; name="file"; filename="a.mp3"
      Content-Type: audio/mpeg

      sound
      --b--
      """;

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
  void keepsLengthAndHashAndForgetsTheContent() throws Exception {
    HttpResponse<String> answer = upload(TYPE, BODY);

    assertThat(answer.statusCode()).isEqualTo(200);
    StoredFile file = workspace.crm().files().getFirst();
    assertThat(answer.body())
        .isEqualTo(
            """
            {"fileId":"%s","fileName":"a.mp3","contentType":"audio/mpeg","contentLength":5}\
            """
                .formatted(file.fileId()));
    assertThat(HexFormat.of().parseHex(file.sha256())).hasSize(32);
    String path = "/api/v1/demo/files/" + file.fileId();
    assertThat(told.bytes(path).body()).isEqualTo(new byte[5]);
    HttpResponse<byte[]> download = told.bytes(path + "?download=true");
    assertThat(download.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"a.mp3\"");
    assertThat(told.get(path + "/meta").body())
        .isEqualTo(
            """
            {"fileId":"%s","fileName":"a.mp3","contentType":"audio/mpeg","contentLength":"5"}\
            """
                .formatted(file.fileId()));
    HttpResponse<String> head = told.send(told.request(path).HEAD().build());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Length")).hasValue("5");
    assertThat(workspace.crm().counters().bytesUploaded()).isEqualTo(5);
    assertThat(workspace.crm().violations()).isEmpty();
  }

  /** In each, the first text of a right request is replaced by the second. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          name="file"          | name="recording"
          ; filename="a.mp3"   | ``
          filename="a.mp3"     | filename=""
          Content-Type: audio/mpeg | X-Type: audio/mpeg
          Content-Type: audio/mpeg | Content-Type: sound
          form-data;           | attachment;
          --b--                | --b
          --b--                | --c--
          Content-Type: audio/mpeg | Content-Type audio/mpeg
          """)
  void isOnePartWithNameAndType(String text, String instead) throws Exception {
    assertThat(BODY).contains(text);
    assertRefused(upload(TYPE, BODY.replace(text, instead)));
  }

  @Test
  void hasNoSecondPart() throws Exception {
    String part = BODY.substring(0, BODY.indexOf("--b--"));

    assertRefused(upload(TYPE, part + BODY));
  }

  @ParameterizedTest
  @CsvSource({"multipart/form-data", "application/octet-stream", "multipart/mixed; boundary=b"})
  void isAForm(String type) throws Exception {
    assertRefused(upload(type, BODY));
  }

  @Test
  void hasItsLinesEndAsTheyMust() throws Exception {
    assertRefused(told.upload(TYPE, BodyPublishers.ofString(BODY)));
  }

  @Test
  void hasALimit() throws Exception {
    try (Workspaces small = Workspaces.open(settings -> settings.withLargestFile(1_000))) {
      assertThat(small.told().upload(new byte[1_000]).statusCode()).isEqualTo(200);

      HttpResponse<String> answer = small.told().upload(new byte[1_001]);
      assertThat(answer.statusCode()).isEqualTo(409);
      assertThat(Told.json(answer).path("status").asString()).isEqualTo("fileTooLarge");
      assertThat(rules(small)).containsExactly(Rule.FILE_SIZE);
      assertThat(small.crm().files()).hasSize(1);
    }
  }

  @Test
  void streamsWhatIsLarge() throws Exception {
    int megabytes = 40;
    byte[] content = new byte[megabytes << 20];

    assertThat(told.upload(content).statusCode()).isEqualTo(200);

    assertThat(workspace.crm().files().getFirst().length()).isEqualTo(content.length);
  }

  private HttpResponse<String> upload(String type, String body) throws Exception {
    return told.upload(type, BodyPublishers.ofString(body.replace("\n", "\r\n")));
  }

  private void assertRefused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Told.json(answer).path("errors").propertyNames()).containsExactly("file");
    assertThat(rules(workspace)).containsExactly(Rule.MULTIPART);
    assertThat(workspace.crm().files()).isEmpty();
  }

  private static List<Rule> rules(Workspaces workspace) {
    return workspace.crm().violations().stream().map(Violation::rule).toList();
  }
}
