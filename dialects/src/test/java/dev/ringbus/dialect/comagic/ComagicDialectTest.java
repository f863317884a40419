package dev.ringbus.dialect.comagic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.InvalidOption;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.Reading;
import dev.ringbus.dialect.VendorClient.Style;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.testkit.GoldenFiles;
import dev.ringbus.testkit.PbxDialectContract;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComagicDialectTest extends PbxDialectContract {

  private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

  @Override
  protected DialectProvider provider() {
    return new Comagic();
  }

  @Override
  protected Object facts(CallEvent event) {
    return Arrays.asList(event.callId(), event.caller(), event.called(), event.digits());
  }

  @Override
  protected DialectSettings settings(String goldenCase) {
    Map<String, Object> options =
        switch (goldenCase) {
          case "option-whisper-separate-file", "option-whisper-separate-text" ->
              Map.of("operatorMessage", "separate");
          case "option-whisper-nested-file", "option-whisper-nested-text" ->
              Map.of("operatorMessage", "nested");
          case "option-code-string" -> Map.of("returnedCode", "string");
          case "option-codes-always-array" -> Map.of("returnedCodes", "alwaysArray");
          case "option-codes-commas" -> Map.of("returnedCodes", "commas");
          case "option-content-type" -> Map.of("contentType", "application/json");
          default -> Map.of();
        };
    return settings(options);
  }

  private static DialectSettings settings(Map<String, Object> options) {
    return new DialectSettings(new IntegrationId("acme-uis"), MOSCOW, options, Map.of());
  }

  @Override
  protected List<DialectSettings> variants() {
    return List.of(
        settings(Map.of()),
        settings(Map.of("operatorMessage", "separate", "returnedCode", "string")),
        settings(Map.of("operatorMessage", "nested", "returnedCodes", "alwaysArray")),
        settings(Map.of("returnedCodes", "commas", "contentType", "application/json")));
  }

  @Test
  void sendsTheSeedsRequestToTheLetter() {
    PbxRequest seed = golden().request("seed.request.http");
    CallEvent event = read(seed).question().event();

    golden()
        .assertRequest(
            "seed.request.http",
            provider().client(settings("")).request(event, Style.GET_QUERY).orElseThrow());
  }

  @Test
  void asksAboutAnotherPlatformsCallWithTheFiveParametersOfTheDocument() {
    CallEvent event =
        read(golden().request("seed.request.http")).question().event().toBuilder()
            .raw(Map.of())
            .digits("0042#")
            .build();

    for (Style style : Style.values()) {
      golden()
          .assertRequest(
              "built-" + style.name().toLowerCase(java.util.Locale.ROOT) + ".http",
              provider().client(settings("")).request(event, style).orElseThrow());
    }
  }

  @Test
  void doesNotAskOnceTheCallIsConnectedOrOver() {
    CallEvent event = read(golden().request("seed.request.http")).question().event();

    assertThat(
            Arrays.stream(CallEventType.values())
                .filter(type ->
                    provider()
                        .client(settings(""))
                        .request(event.toBuilder().type(type).build(), Style.GET_QUERY)
                        .isEmpty()))
        .contains(CallEventType.LEG_CONNECTED, CallEventType.CALL_ENDED)
        .doesNotContain(CallEventType.DECISION_ASKED, CallEventType.DIGITS_RECEIVED);
  }

  @Test
  void startsACallOnceHoweverOftenItAsks() {
    Reading.Question first = read(get("cdr_id=1&input_result=None"));
    Reading.Question second = read(get("cdr_id=1&input_result=2"));

    assertThat(first.events().getFirst().type()).isEqualTo(CallEventType.CALL_STARTED);
    assertThat(second.events().getFirst().id()).isEqualTo(first.events().getFirst().id());
    assertThat(second.question().event().id()).isNotEqualTo(first.question().event().id());
    assertThat(second.question().event().type()).isEqualTo(CallEventType.DIGITS_RECEIVED);
  }

  @Test
  void tellsARepeatedDeliveryFromAnotherNode() {
    String query = "cdr_id=1&input_result=2";
    assertThat(read(get("one", query)).question().event().id())
        .isEqualTo(read(get("one", query)).question().event().id())
        .isNotEqualTo(read(get("two", query)).question().event().id())
        .isNotEqualTo(read(get("", query)).question().event().id());
  }

  @Test
  void tellsOneIntegrationsCallFromAnothers() {
    PbxDialect other = provider().dialect(DialectSettings.defaults(new IntegrationId("other")));
    PbxRequest request = get("cdr_id=1");

    assertThat(((Reading.Question) other.read(request)).question().event().id())
        .isNotEqualTo(read(request).question().event().id());
  }

  @Test
  void answersACallThatHasNoName() {
    assertThat(read(get("numa=74952345678")).question().event().callId().value())
        .matches("unnamed-[0-9a-f]{32}");
  }

  @Test
  void keepsTheDigitsOfAnIdThatIsAJsonNumber() {
    assertThat(read(json("{\"cdr_id\": 1557491089.930430}")).question().event().callId().value())
        .isEqualTo("1557491089.930430");
    assertThat(read(json("{\"cdr_id\": 99999999999999999999}")).question().event().callId().value())
        .isEqualTo("99999999999999999999");
    assertThat(read(json("{\"cdr_id\": 9007199254740993}")).question().event().callId().value())
        .isEqualTo("9007199254740993");
  }

  @Test
  void namesTheOptionAndTheChoicesOfAWrongValue() {
    assertThatThrownBy(() -> provider().dialect(settings(Map.of("returnedCode", 1))))
        .isInstanceOf(InvalidOption.class)
        .hasMessage("expected one of auto, string, not 1")
        .extracting(e -> ((InvalidOption) e).option())
        .isEqualTo("returnedCode");
  }

  @Test
  void saysWhatAPlanCannotAskFor() {
    Decision decision =
        Decision.of(
            new Instruction.Forward(
                List.of("+74959876543", "PBX1"),
                Instruction.Destination.NUMBER,
                true,
                20,
                false,
                true),
            Instruction.Play.file("a.mp3"),
            Instruction.Play.text("Привет"),
            Instruction.Whisper.nothing(),
            Instruction.GoTo.branch("1"),
            Instruction.GoTo.menu("main"),
            new Instruction.Hangup());

    assertThat(provider().dialect(settings("")).fit(decision, null).dropped())
        .containsExactly(
            "forward cannot record here",
            "forward has no ringing time here",
            "forward is always final here",
            "forward cannot let early media through here",
            "forward takes numbers of 2 to 15 digits here, not PBX1",
            "play can be given once here",
            "whisper can replace the PBX's own message here, but not silence it",
            "goto cannot stand beside forward here",
            "goto takes a branch here, not a context or a menu",
            "hangup is unknown to comagic");
  }

  private Reading.Question read(PbxRequest request) {
    return (Reading.Question) provider().dialect(settings("")).read(request);
  }

  private static PbxRequest get(String query) {
    return get("", query);
  }

  private static PbxRequest get(String path, String query) {
    return new PbxRequest("GET", path, query, List.of(), Body.EMPTY, GoldenFiles.RECEIVED_AT);
  }

  private static PbxRequest json(String body) {
    return new PbxRequest(
        "POST",
        "",
        "",
        List.of(new Header("Content-Type", "application/json")),
        Body.of(body),
        GoldenFiles.RECEIVED_AT);
  }
}
