package dev.ringbus.crm.kontur;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringbus.crm.kontur.SystemCall.Call;
import dev.ringbus.crm.kontur.SystemCall.HangUp;
import dev.ringbus.crm.kontur.SystemCall.Synchronize;
import dev.ringbus.crm.kontur.SystemCall.Upgrade;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Direction;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SystemCallTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "communications/call",
        "/communications/call/",
        "api/v1/acme/communications/call",
        "api/v1/my workspace/communications/call"
      })
  void readsACallOnBothPaths(String path) {
    assertThat(
            SystemCallReader.read(
                path,
                json(
                    "{'communicationId':'30a','fromUserId':'3f6','toUserId':'44d',"
                        + "'clientPhone':'79997775533','unknown':[1]}")))
        .contains(new Call("30a", "3f6", "44d", "79997775533"));
  }

  @Test
  void readsAHangUpWithAndWithoutTheIdInItsPath() {
    byte[] body = json("{'realtimeCallItemId':'acme-mts:12/306','userId':'4a4'}");

    assertThat(SystemCallReader.read("communications/hangup", body))
        .contains(new HangUp(null, "acme-mts:12/306", "4a4"));
    assertThat(SystemCallReader.read("api/v1/acme/communications/184/hangup", body))
        .contains(new HangUp("184", "acme-mts:12/306", "4a4"));
  }

  @Test
  void findsTheCallOfALeg() {
    assertThat(new HangUp(null, "acme-mts:12/306/2", null).call())
        .contains(CallKey.parse("acme-mts:12"));
    assertThat(new HangUp(null, "acme-mts:12", null).call()).isEmpty();
    assertThat(new HangUp(null, "Somebody:12/306", null).call()).isEmpty();
    assertThat(new HangUp(null, "7dg", null).call()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme-mts:12/caller", "acme-mts:12/caller/2"})
  void findsTheDirectionOfTheLegOfWhoCalled(String leg) {
    assertThat(new HangUp(null, leg, null).direction()).contains(Direction.OUTBOUND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acme-mts:12/306",
        "acme-mts:12/unnamed",
        "acme-mts:12/callers",
        "acme-mts:12/306/caller",
        "caller:12/306"
      })
  void findsTheDirectionOfNoOtherLeg(String leg) {
    assertThat(new HangUp(null, leg, null).direction()).isEmpty();
  }

  @Test
  void readsTheScheduledOnesWhateverTheirBody() {
    assertThat(SystemCallReader.read("communications/sync", new byte[0]))
        .contains(new Synchronize());
    assertThat(SystemCallReader.read("api/v1/acme/setup/upgrade", json("[")))
        .contains(new Upgrade());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "communications",
        "communications/answer",
        "communications/1/2/hangup",
        "api/v1/communications/call",
        "api/v2/acme/communications/call"
      })
  void knowsNoOtherPath(String path) {
    assertThat(SystemCallReader.read(path, json("{}"))).isEmpty();
  }

  @Test
  void saysWhichFieldsAreMissing() {
    assertThatThrownBy(
            () -> SystemCallReader.read("communications/call", json("{'fromUserId':{}}")))
        .isInstanceOfSatisfying(
            InvalidFields.class,
            fault ->
                assertThat(fault.errors())
                    .containsOnlyKeys("communicationId", "fromUserId", "clientPhone"));
    assertThatThrownBy(() -> SystemCallReader.read("communications/hangup", json("{}")))
        .isInstanceOf(InvalidFields.class);
  }

  @Test
  void takesAnEmptyFieldForAnAbsentOne() {
    assertThat(
            SystemCallReader.read(
                "communications/call",
                json(
                    "{'communicationId':'30a','fromUserId':'3f6','toUserId':'',"
                        + "'clientPhone':'79997775533'}")))
        .contains(new Call("30a", "3f6", null, "79997775533"));
    assertThatThrownBy(() ->
            SystemCallReader.read(
                "communications/call",
                json("{'communicationId':'30a','fromUserId':'3f6','clientPhone':' '}")))
        .isInstanceOf(InvalidFields.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "\"OK\"", "<html/>"})
  void refusesWhatIsNoObject(String body) {
    assertThatThrownBy(() -> SystemCallReader.read("communications/call", body.getBytes(UTF_8)))
        .isInstanceOf(InvalidFields.class);
  }

  static Stream<SystemCall> calls() {
    return Stream.of(
        new Call("30a", "3f6", null, "79997775533"),
        new Call("30a", "3f6", "44d", null),
        new HangUp(null, "acme-mts:12/306", "4a4"),
        new HangUp("184", "acme-mts:12/306", null),
        new Synchronize(),
        new Upgrade());
  }

  @ParameterizedTest
  @MethodSource("calls")
  void readsWhatItWrites(SystemCall call) {
    assertThat(
            SystemCallReader.read(SystemCallWriter.path(call, null), SystemCallWriter.body(call)))
        .contains(call);
    assertThat(
            SystemCallReader.read(SystemCallWriter.path(call, "acme"), SystemCallWriter.body(call)))
        .contains(call);
  }

  @Test
  void writesEachAnswerToTheByte() {
    assertThat(written(new SystemAnswer.Ok())).isEqualTo("200 \"OK\"");
    assertThat(written(new SystemAnswer.NotSupported("acme-uis cannot hang up")))
        .isEqualTo(
            "409 {\"invalidDatas\":[],\"invalidConstraints\":{},\"status\":\"notSupported\","
                + "\"message\":\"acme-uis cannot hang up\"}");
    assertThat(
            written(
                SystemAnswer.of(
                    new InvalidFields(
                        Map.of("fromUserId", List.of("The fromUserId field is required."))))))
        .isEqualTo(
            "400 {\"errors\":{\"fromUserId\":[\"The fromUserId field is required.\"]},"
                + "\"type\":\"https://tools.ietf.org/html/rfc7231#section-6.5.1\","
                + "\"title\":\"One or more validation errors occurred.\",\"status\":400}");
    assertThat(written(new SystemAnswer.Failed(503))).isEqualTo("503 ");
  }

  @Test
  void readsTheAnswersThatItWrites() {
    List<SystemAnswer> answers =
        List.of(
            new SystemAnswer.Ok(),
            new SystemAnswer.NotSupported("no"),
            new SystemAnswer.Invalid(new ProblemDetails(Map.of("a", List.of("b", "c")))),
            new SystemAnswer.Failed(503));

    assertThat(answers)
        .allSatisfy(answer ->
            assertThat(SystemAnswer.read(answer.status(), answer.body())).isEqualTo(answer));
  }

  private static String written(SystemAnswer answer) {
    return answer.status() + " " + new String(answer.body(), UTF_8);
  }

  private static byte[] json(String text) {
    return text.replace('\'', '"').getBytes(UTF_8);
  }
}
