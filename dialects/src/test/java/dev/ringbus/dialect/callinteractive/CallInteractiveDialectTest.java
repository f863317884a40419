package dev.ringbus.dialect.callinteractive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.InvalidOption;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.Reading;
import dev.ringbus.dialect.VendorClient.Style;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Direction;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Instruction.Destination;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.testkit.GoldenFiles;
import dev.ringbus.testkit.PbxDialectContract;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallInteractiveDialectTest extends PbxDialectContract {

  @Override
  protected DialectProvider provider() {
    return new CallInteractive();
  }

  @Override
  protected Object facts(CallEvent event) {
    return Arrays.asList(event.callId(), event.caller(), event.called(), event.digits());
  }

  @Override
  protected DialectSettings settings(String goldenCase) {
    Map<String, Object> options =
        switch (goldenCase) {
          case "option-neutral-empty" -> Map.of("neutralAnswer", "empty");
          case "option-content-type" -> Map.of("contentType", "text/xml; charset=UTF-8");
          case "option-digits-from" -> Map.of("digitsFrom", "activationCode");
          default -> goldenCase.startsWith("voipnow-") ? Map.of("profile", "voipnow") : Map.of();
        };
    return settings(options);
  }

  private static DialectSettings settings(Map<String, Object> options) {
    return new DialectSettings(new IntegrationId("acme-ivr"), ZoneOffset.UTC, options, Map.of());
  }

  @Override
  protected List<DialectSettings> variants() {
    return List.of(
        settings(Map.of()),
        settings(Map.of("profile", "voipnow", "neutralAnswer", "empty")),
        settings(Map.of("contentType", "text/html; charset=UTF-8", "digitsFrom", "code")));
  }

  @Test
  void sendsTheSeedsRequestToTheLetter() {
    CallEvent event = read(golden().request("seed.request.http")).question().event();

    golden()
        .assertRequest(
            "seed.request.http",
            provider().client(settings("")).request(event, Style.GET_QUERY).orElseThrow());
  }

  @Test
  void asksAboutAnotherPlatformsCallWithTheParametersThatItKnows() {
    CallEvent event =
        read(golden().request("external.request.http")).question().event().toBuilder()
            .raw(Map.of())
            .digits("0042#")
            .build();

    for (Style style : Style.values()) {
      golden()
          .assertRequest(
              "built-" + style.name().toLowerCase(Locale.ROOT) + ".http",
              provider().client(settings("")).request(event, style).orElseThrow());
    }
  }

  @Test
  void keepsTheDirectionOfAnotherPlatformsCall() {
    CallEvent event =
        read(golden().request("external.request.http")).question().event().toBuilder()
            .raw(Map.of())
            .agent(new PhoneNumber("306"))
            .build();

    for (Direction direction : Direction.values()) {
      PbxRequest asked =
          provider()
              .client(settings(""))
              .request(event.toBuilder().direction(direction).build(), Style.GET_QUERY)
              .orElseThrow();

      assertThat(read(asked).question().event().direction()).isEqualTo(direction);
    }
  }

  @Test
  void startsACallOnceHoweverOftenItAsks() {
    Reading.Question first = read(get("CallAPIID=1", GoldenFiles.RECEIVED_AT));
    Reading.Question again = read(get("CallAPIID=1", GoldenFiles.RECEIVED_AT.plusSeconds(3)));

    assertThat(first.events().getFirst().type()).isEqualTo(CallEventType.CALL_STARTED);
    assertThat(again.events().getFirst().id()).isEqualTo(first.events().getFirst().id());
  }

  @Test
  void takesTheSameRequestAtAnotherTimeForAnotherQuestion() {
    assertThat(read(get("CallAPIID=1", GoldenFiles.RECEIVED_AT)).question().event().id())
        .isNotEqualTo(
            read(get("CallAPIID=1", GoldenFiles.RECEIVED_AT.plusSeconds(3)))
                .question()
                .event()
                .id());
  }

  @Test
  void followsACallThroughATransfer() {
    assertThat(
            read(get("CallID=a&CallAPIID=7%3Aa", GoldenFiles.RECEIVED_AT)).question().event().key())
        .isEqualTo(
            read(get("CallID=b&CallAPIID=7%3Aa", GoldenFiles.RECEIVED_AT))
                .question()
                .event()
                .key());
  }

  @Test
  void answersACallThatHasNoName() {
    assertThat(
            read(get("CallAPIID=$api&CallID=null", GoldenFiles.RECEIVED_AT))
                .question()
                .event()
                .callId()
                .value())
        .matches("unnamed-[0-9a-f]{32}");
  }

  @Test
  void namesTheOptionAndTheChoicesOfAWrongValue() {
    assertThatThrownBy(() -> provider().dialect(settings(Map.of("profile", "asterisk"))))
        .isInstanceOf(InvalidOption.class)
        .hasMessage("expected one of telphin, voipnow, not asterisk");
    assertThatThrownBy(() -> provider().client(settings(Map.of("digitsFrom", 1))))
        .isInstanceOf(InvalidOption.class)
        .hasMessage("expected the name of a parameter");
  }

  @Test
  void takesTenActionsAndNoMore() {
    Decision eleven = new Decision(Collections.nCopies(11, new Instruction.Pause(1)));

    assertThat(provider().dialect(settings("")).fit(eleven, null).decision().instructions())
        .hasSize(10);
    assertThat(provider().dialect(settings("")).fit(eleven, null).dropped())
        .containsExactly("pause would be one more than 10 actions");
  }

  @Test
  void saysWhatAPlanCannotAskFor() {
    Decision decision =
        Decision.of(
            new Instruction.Forward(List.of("1,2", "3"), Destination.NUMBER, true, 0, true, false),
            new Instruction.Forward(List.of("PBX1"), Destination.PBX, false, null, true, false),
            Instruction.Play.text("Привет"),
            new Instruction.Play("a.wav", null, true, false, "code"),
            Instruction.GoTo.branch("1"),
            Instruction.GoTo.context("Support", "1"),
            new Instruction.GoTo(List.of(), "3", "start", 2, null),
            new Instruction.SetVariable("v", "two\nlines"),
            new Instruction.Present("", "92992"),
            Instruction.Whisper.nothing(),
            new Instruction.Hangup(),
            new Instruction.Pause(1));

    assertThat(provider().dialect(settings("")).fit(decision, null).dropped())
        .containsExactly(
            "forward cannot record here",
            "forward rings for a second or more here, not 0",
            "forward takes numbers without spaces and commas here",
            "forward goes to numbers and extensions here, not to pbx",
            "play needs a file here, named in characters that XML has",
            "play cannot resume the scenario here",
            "play collects digits in the background only here",
            "goto takes a context and an option here, not a branch or a menu",
            "goto takes the number of a context, and an option, here",
            "goto has no priority here",
            "set needs a name, and a value of characters that XML has",
            "present needs both a name and a number, or the whole answer is void",
            "whisper is unknown to callinteractive",
            "pause would never run after hangup");
  }

  private Reading.Question read(PbxRequest request) {
    return (Reading.Question) provider().dialect(settings("")).read(request);
  }

  private static PbxRequest get(String query, Instant receivedAt) {
    return new PbxRequest("GET", "", query, List.of(), Body.EMPTY, receivedAt);
  }
}
