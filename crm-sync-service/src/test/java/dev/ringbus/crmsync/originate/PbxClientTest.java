package dev.ringbus.crmsync.originate;

import static dev.ringbus.crmsync.originate.OriginateBench.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.crm.testkit.ScriptedServer;
import dev.ringbus.crm.testkit.ScriptedServer.Request;
import dev.ringbus.crm.testkit.ScriptedServer.Step;
import dev.ringbus.crmsync.originate.PbxAnswer.Refused;
import dev.ringbus.crmsync.originate.PbxAnswer.Taken;
import dev.ringbus.crmsync.originate.PbxAnswer.Unknown;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

class PbxClientTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ScriptedServer pbx = new ScriptedServer();
  private final PbxClient client = new PbxClient(PATIENCE);

  @BeforeEach
  void answers() {
    pbx.does(answer(200));
  }

  @AfterEach
  void stop() {
    pbx.close();
  }

  private PbxRequest request() {
    return new PbxRequest("POST", pbx.url(), Map.of("Content-Type", "text/plain"), "begin");
  }

  private static PbxAnswer send(PbxClient client, PbxRequest request) {
    return client.send(request).block(PATIENCE);
  }

  @Test
  void sendsTheRequestAsItIs() {
    URI url = URI.create(pbx.url() + "/call/%2B79161234567?a=%26");

    assertThat(
            send(client, new PbxRequest("PUT", url, Map.of("X-Key", "k"), "{\"имя\": \"Анна\"}")))
        .isEqualTo(new Taken());
    assertThat(pbx.requests())
        .singleElement()
        .extracting(Request::raw)
        .asString()
        .startsWith("PUT /call/%2B79161234567?a=%26 HTTP/1.1\r\n")
        .contains("\r\nX-Key: k\r\n")
        .containsIgnoringCase("\r\ncontent-length: 22\r\n")
        .containsIgnoringCase("\r\nhost: " + pbx.url().getAuthority() + "\r\n")
        .endsWith("\r\n\r\n{\"имя\": \"Анна\"}");
  }

  @Test
  void sendsNoBodyWhereThereIsNone() {
    assertThat(send(client, new PbxRequest("GET", pbx.url(), Map.of(), ""))).isEqualTo(new Taken());
    assertThat(pbx.requests())
        .singleElement()
        .extracting(Request::raw)
        .asString()
        .doesNotContainIgnoringCase("content-");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204})
  void isTakenByAnySuccess(int status) {
    pbx.does(answer(status));
    assertThat(send(client, request())).isEqualTo(new Taken());
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 401, 404, 429, 500, 503})
  void isRefusedByAnyOtherAnswerAndNotRepeated(int status) {
    pbx.does(answer(status));
    assertThat(send(client, request()))
        .isEqualTo(new Refused("the PBX answered with the status " + status));
    assertThat(pbx.requests()).hasSize(1);
  }

  @Test
  void isRefusedByAPortThatNobodyListensOn() {
    URI nobody = URI.create("http://127.0.0.1:1"); // A reserved port.
    assertThat(send(client, new PbxRequest("POST", nobody, Map.of(), "begin")))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.reason()).startsWith("the PBX could not be reached"));
  }

  @Test
  void isUnknownIfTheConnectionIsClosedInsteadOfAnAnswerAndNotRepeated() {
    pbx.does(new Step.Close());
    for (int time = 1; time <= 20; time++) {
      assertThat(send(client, request())).isInstanceOf(Unknown.class);
      assertThat(pbx.requests()).hasSize(time);
    }
  }

  @Test
  void isUnknownIfNoAnswerComesInTime() {
    // What is done for the first time takes a time of its own.
    assertThat(send(client, request())).isEqualTo(new Taken());
    pbx.does(new Step.Silence());
    assertThat(send(new PbxClient(Duration.ofMillis(500)), request()))
        .isEqualTo(new Unknown("the PBX did not answer within 500 ms"));
  }

  @Test
  void refusesWhatWouldBeTooManyAtOnce() {
    CompletableFuture<Step> later = new CompletableFuture<>();
    pbx.does(new Step.Later(later));
    var waiting =
        Flux.range(0, 64).flatMap(_ -> client.send(request()), 64).collectList().toFuture();
    await().until(() -> pbx.requests().size() == 64);

    assertThat(send(client, request())).isEqualTo(new Refused("too many calls are begun at once"));

    later.complete(answer(200));
    assertThat(waiting).succeedsWithin(PATIENCE).satisfies(PbxClientTest::areAllTaken);
    pbx.does(answer(200));
    assertThat(send(client, request())).isEqualTo(new Taken());
  }

  private static void areAllTaken(List<PbxAnswer> answers) {
    assertThat(answers).hasSize(64).containsOnly(new Taken());
  }

  @Test
  void refusesWhatIsNoHttpAndKeepsItsPlaceForOthers() {
    List<PbxRequest> wrong =
        List.of(
            new PbxRequest("POST", pbx.url(), Map.of("X Key", "1"), "begin"),
            new PbxRequest("", pbx.url(), Map.of(), "begin"));
    for (int time = 0; time < 64; time++) {
      wrong.forEach(request ->
          assertThat(send(client, request))
              .isEqualTo(new Refused("expected a request of HTTP in originate.http")));
    }
    assertThat(send(client, request())).isEqualTo(new Taken());
    assertThat(pbx.requests()).hasSize(1);
  }
}
