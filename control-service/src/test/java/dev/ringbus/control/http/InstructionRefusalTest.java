package dev.ringbus.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.CallEventType;
import dev.ringbus.model.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused at once, since no PBX could do it, and why. */
class InstructionRefusalTest extends InstructionRequests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ?                      | {"forward":{"to":["1",{}],"then":1}} | forward.then: unknown key; known are as, earlyMedia, final, record, ringFor, to; forward.to[1]: expected a text, found a map
          ?                      | {"hungup":{}}   | hungup: unknown key; did you mean hangup?
          ?                      | ``              | body: expected a value in JSON, found nothing
          ?                      | hangup          | body: expected one value in JSON with each key once, it is not at line 1, column 1
          ?expiresAfter=60       | {"hangup":{}}   | expiresAfter is a duration from PT1S to PT1H, not '60'
          ?expiresAfter=PT0.5S   | {"hangup":{}}   | expiresAfter is a duration from PT1S to PT1H, not 'PT0.5S'
          ?expiresAfter=PT1H0.1S | {"hangup":{}}   | expiresAfter is a duration from PT1S to PT1H, not 'PT1H0.1S'
          ?offerAgainAfter=0     | {"hangup":{}}   | offerAgainAfter is a whole number from 1 to 100, not '0'
          ?offerAgainAfter=101   | {"hangup":[]}   | offerAgainAfter is a whole number from 1 to 100, not '101'; hangup: expected {}, found a list
          ?again=1               | {"hangup":{}}   | there is no parameter again
          """)
  void namesEveryFaultOfARequest(String query, String body, String detail) {
    assertThat(refused(CALL + query, body, 400)).isEqualTo(detail);
    assertThat(hub.commands()).isEmpty();
  }

  @Test
  void refusesABodyThatIsNoInstructionForItsSize() {
    assertThat(refused(CALL, "{\"hangup\":{}}" + " ".repeat(1 << 20), 400))
        .isEqualTo("body: expected an instruction, found one too large to be it");
  }

  @Test
  void knowsTheIntegrationsThatThereAre() {
    assertThat(refused("/api/v1/calls/acme/17/instructions", EXTENSION, 404))
        .isEqualTo("there is no integration acme");
    assertThat(refused("/api/v1/calls/Acme/17/instructions", EXTENSION, 400))
        .startsWith("an integration is named");
  }

  @Test
  void refusesAtOnceWhatAPlatformCannotDoDuringACall() {
    assertThat(refused("/api/v1/calls/acme-uis/17/instructions", "{\"hangup\":{}}", 409))
        .isEqualTo("hangup is not possible during a call on comagic");
  }

  @Test
  void refusesAtOnceWhatNoPollTakes() {
    assertThat(refused(CALL, "{\"whisper\":{\"file\":\"hint.mp3\"}}", 409))
        .isEqualTo("whisper is not possible on the poll");
    assertThat(refused(CALL, "{\"forward\":{\"to\":\"12\",\"as\":\"extension\"}}", 409))
        .startsWith("forward takes ");
    assertThat(refused(CALL, "{\"play\":{\"file\":\"prompts/wait\"}}", 409))
        .isEqualTo("play takes the name of a file on MTS, not a path with / or \\");
    assertThat(refused(CALL, "{\"play\":{\"file\":\"wait.mp3\"}}", 409))
        .isEqualTo("play takes the name of a file without extension on MTS, not with .mp3");
    assertThat(hub.commands()).isEmpty();
  }

  @Test
  void refusesAtOnceWhatAnOutgoingCallDoesNotTake() {
    hub.happens("17", CallEventType.CALL_STARTED, Direction.OUTBOUND);

    assertThat(refused(CALL, "{\"hangup\":{}}", 409))
        .isEqualTo(
            "hangup is not possible on the poll of an outgoing call,"
                + " which takes forward as pbx and return alone");
    assertThat(hub.commands()).isEmpty();
    post(CALL, "{\"return\":{}}");
  }

  @Test
  void refusesAtOnceWhatAnIncomingCallDoesNotTake() {
    String toLogin = "{\"forward\":{\"to\":\"80004951234567306\",\"as\":\"pbx\"}}";
    post(CALL, toLogin);
    hub.happens("17", CallEventType.CALL_STARTED, Direction.INBOUND);

    assertThat(refused(CALL, toLogin, 409)).startsWith("forward takes ");
  }

  @Test
  void refusesWhatComesAfterTheEndOfTheCall() {
    hub.happens("17", CallEventType.CALL_ENDED, Direction.INBOUND);

    assertThat(refused(CALL, EXTENSION, 409)).isEqualTo("the call ended at 2026-03-01T09:00:05Z");
  }
}
