package dev.ringbus.crmsync.assembly;

import static dev.ringbus.crmsync.assembly.Vendors.sipSim;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.CallEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Calls of SipSim, from first to last webhook. */
class SipSimCallsTest {

  private static final String CLIENT = "+375290000000";
  private static final String DEPARTMENT = "+375290000001";
  private static final String[] MANAGERS = {"+375290000002", "+375290000003", "+375290000004"};
  private static final String RECORDING = "https://vrecords.call-tracking.by/monitor/XXXXXXX";

  @SafeVarargs
  private static String call(List<CallEvent>... webhooks) {
    return CallText.of(Vendors.all(webhooks));
  }

  private static List<CallEvent> incoming(
      int second, String event, String receiver, String... more) {
    return webhook(second, "incoming_call_" + event, CLIENT, receiver, more);
  }

  private static List<CallEvent> outgoing(int second, String event, String... more) {
    return webhook(second, "outgoing_call_" + event, DEPARTMENT, CLIENT, more);
  }

  private static List<CallEvent> webhook(
      int second, String event, String caller, String receiver, String... more) {
    List<String> parameters = new ArrayList<>();
    parameters.addAll(
        List.of("pbx_id", "1557491089.930439", "caller", caller, "receiver", receiver));
    parameters.addAll(Arrays.asList(more));
    return sipSim(second, event, parameters.toArray(String[]::new));
  }

  private static List<CallEvent> rings(int second, int manager) {
    return incoming(second, "start_chain_member_call", MANAGERS[manager]);
  }

  private static List<CallEvent> endsFor(int second, int manager, String status) {
    return incoming(second, "end_chain_member_call", MANAGERS[manager], "status", status);
  }

  @Test
  void isAnsweredByTheThirdManagerAsInTheVendorsExample() {
    assertThat(
            call(
                incoming(0, "start", DEPARTMENT),
                rings(0, 0),
                endsFor(1, 0, "BUSY"),
                rings(1, 1),
                endsFor(2, 1, "BUSY"),
                rings(2, 2),
                incoming(8, "answer", MANAGERS[2]),
                endsFor(110, 2, "ANSWER"),
                incoming(
                    110,
                    "end",
                    DEPARTMENT,
                    "status",
                    "ANSWER",
                    "duration",
                    "102.0",
                    "audio_path",
                    RECORDING)))
        .isEqualTo(
            """
            inbound ended, client +375290000000, line +375290000001
            started 00:00, answered 00:08, ended 01:50 by -: answered, 102 s
            +375290000002: client +375290000000 to employee +375290000002: appeared 00:00, disconnected 00:01; busy by -
            +375290000003: client +375290000000 to employee +375290000003: appeared 00:01, disconnected 00:02; busy by -
            +375290000004: client +375290000000 to employee +375290000004: appeared 00:02, connected 00:08, disconnected 01:50; answered by -
            recording https://vrecords.call-tracking.by/monitor/XXXXXXX of +375290000004
            """);
  }

  @Test
  void ringsForAllManagersAtOnce() {
    assertThat(
            call(
                incoming(0, "start", DEPARTMENT),
                rings(1, 0),
                rings(1, 1),
                incoming(8, "answer", MANAGERS[1]),
                endsFor(8, 0, "CANCEL"),
                endsFor(20, 1, "ANSWER"),
                incoming(20, "end", DEPARTMENT, "status", "ANSWER", "duration", "12")))
        .contains(
            "+375290000002: client +375290000000 to employee +375290000002: appeared 00:01, disconnected 00:08; cancelled by -",
            "+375290000003: client +375290000000 to employee +375290000003: appeared 00:01, connected 00:08, disconnected 00:20; answered by -");
  }

  @Test
  void isMissed() {
    assertThat(
            call(
                incoming(0, "start", DEPARTMENT),
                rings(1, 0),
                endsFor(16, 0, "NOANSWER"),
                incoming(17, "end", DEPARTMENT, "status", "NOANSWER", "duration", "0")))
        .isEqualTo(
            """
            inbound ended, client +375290000000, line +375290000001
            started 00:00, answered -, ended 00:17 by -: no-answer, 0 s
            +375290000002: client +375290000000 to employee +375290000002: appeared 00:01, disconnected 00:16; no-answer by -
            """);
  }

  @Test
  void goesOutAndRingsFromItsStart() {
    assertThat(
            call(
                outgoing(0, "start"),
                outgoing(8, "answer"),
                outgoing(
                    38, "end", "status", "ANSWER", "duration", "30.0", "audio_path", RECORDING)))
        .isEqualTo(
            """
            outbound ended, client +375290000000, line +375290000001
            started 00:00, answered 00:08, ended 00:38 by -: answered, 30 s
            caller: employee +375290000001 to client +375290000000: appeared 00:00, connected 00:08, finished 00:38; answered by -
            recording https://vrecords.call-tracking.by/monitor/XXXXXXX of caller
            """);
  }

  @Test
  void goesOutToNobody() {
    assertThat(call(outgoing(0, "start"), outgoing(15, "end", "status", "BUSY")))
        .isEqualTo(
            """
            outbound ended, client +375290000000, line +375290000001
            started 00:00, answered -, ended 00:15 by -: busy, -
            caller: employee +375290000001 to client +375290000000: appeared 00:00, finished 00:15; busy by -
            """);
  }

  @Test
  void wasAnsweredAlthoughTheAnswerWasLost() {
    assertThat(
            call(outgoing(0, "start"), outgoing(38, "end", "status", "ANSWER", "duration", "30.0")))
        .contains(
            "started 00:00, answered 00:08, ended 00:38 by -: answered, 30 s",
            "appeared 00:00, connected 00:08, finished 00:38; answered by -");
    assertThat(
            call(
                incoming(0, "start", DEPARTMENT),
                rings(1, 0),
                endsFor(20, 0, "ANSWER"),
                incoming(20, "end", DEPARTMENT, "status", "ANSWER", "duration", "12")))
        .contains("appeared 00:01, connected 00:01, disconnected 00:20; answered by -");
  }

  @Test
  void isToldOfByItsEndAlone() {
    assertThat(
            call(
                incoming(
                    38,
                    "end",
                    DEPARTMENT,
                    "status",
                    "ANSWER",
                    "duration",
                    "30.0",
                    "audio_path",
                    RECORDING)))
        .isEqualTo(
            """
            inbound ended, client +375290000000, line +375290000001
            started 00:38, answered 00:08, ended 00:38 by -: answered, 30 s
            recording https://vrecords.call-tracking.by/monitor/XXXXXXX of no leg
            """);
  }

  @Test
  void endsTheLegOfWhoAnsweredWithTheCall() {
    assertThat(
            call(
                incoming(0, "start", DEPARTMENT),
                rings(1, 0),
                incoming(8, "answer", MANAGERS[0]),
                incoming(20, "end", DEPARTMENT, "status", "ANSWER", "duration", "12")))
        .contains("appeared 00:01, connected 00:08, finished 00:20; answered by -");
  }

  @Test
  void staysEndedWhenTheVendorsClockIsNotOne() {
    assertThat(
            call(
                incoming(20, "end", DEPARTMENT, "status", "ANSWER", "duration", "12"),
                incoming(22, "start", DEPARTMENT),
                rings(21, 0),
                incoming(23, "answer", MANAGERS[0])))
        .isEqualTo(
            """
            inbound ended, client +375290000000, line +375290000001
            started 00:20, answered 00:20, ended 00:20 by -: answered, 12 s
            +375290000002: client +375290000000 to employee +375290000002: appeared 00:20, connected 00:20, finished 00:20; answered by -
            """);
  }

  @Test
  void readsTheVendorsExamplesWhichAllHaveOneTime() {
    assertThat(
            call(
                incoming(15, "start", DEPARTMENT),
                incoming(15, "start_chain_member_call", DEPARTMENT),
                incoming(15, "end_chain_member_call", DEPARTMENT, "status", "NOANSWER"),
                incoming(15, "answer", DEPARTMENT),
                incoming(
                    15,
                    "end",
                    DEPARTMENT,
                    "status",
                    "NOANSWER",
                    "duration",
                    "102.0",
                    "audio_path",
                    RECORDING)))
        .contains(
            "+375290000001: client +375290000000 to employee +375290000001: appeared 00:15, disconnected 00:15; no-answer by -",
            "+375290000001/2: client +375290000000 to employee +375290000001: appeared 00:15, connected 00:15, finished 00:15; answered by -",
            "recording " + RECORDING + " of +375290000001/2");
  }

  @Test
  void keepsAVoiceMessageOutOfItsRecordings() {
    List<CallEvent> message =
        webhook(19, "voicemail", CLIENT, DEPARTMENT, "duration", "5", "audio_path", RECORDING);
    assertThat(
            call(
                incoming(0, "start", DEPARTMENT),
                incoming(17, "end", DEPARTMENT, "status", "NOANSWER"),
                message))
        .doesNotContain("recording");
  }

  @Test
  void isTheSameWhateverComesFirst() {
    List<CallEvent> inOrder =
        Stream.of(
                incoming(0, "start", DEPARTMENT),
                rings(1, 0),
                incoming(8, "answer", MANAGERS[0]),
                endsFor(20, 0, "ANSWER"),
                incoming(20, "end", DEPARTMENT, "status", "ANSWER", "duration", "12"))
            .flatMap(List::stream)
            .toList();

    assertThat(CallText.of(inOrder.reversed())).isEqualTo(CallText.of(inOrder));
  }
}
