package dev.ringbus.crmsync.assembly;

import static dev.ringbus.crmsync.assembly.Vendors.mts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.CallEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls of MTS, from first to last report. */
class MtsCallsTest {

  private static final int ACCEPTED = 1;
  private static final int ANSWERED = 2;
  private static final int HELLO = 3;
  private static final int DTMF = 4;
  private static final int FAX_TONE = 6;
  private static final int MENU = 7;
  private static final int GO_TO_TRANSFER = 8;
  private static final int TRANSFER = 9;
  private static final int GO_TO_SHORT_TRANSFER = 10;
  private static final int SHORT_TRANSFER = 11;
  private static final int OPERATOR_TRANSFER = 12;
  private static final int REC_START = 13;
  private static final int REC_STOP = 14;
  private static final int END = 15;
  private static final int PREPARE = 16;
  private static final int B_DROPPED = 17;
  private static final int SUBSCRIBER_FREE = 18;

  private static final String FIRST = "74957654321";
  private static final String SECOND = "74957654322";

  @SafeVarargs
  private static String call(List<CallEvent>... reports) {
    return CallText.of(Vendors.all(reports));
  }

  @Test
  void isAnsweredByOneOperator() {
    assertThat(
            call(
                mts(0, ACCEPTED),
                mts(1, ANSWERED),
                mts(3, HELLO),
                mts(5, MENU),
                mts(7, DTMF, "DTMF", "1"),
                mts(8, GO_TO_TRANSFER, "DN1", FIRST),
                mts(9, SUBSCRIBER_FREE, "DN1", FIRST),
                mts(12, PREPARE, "DN1", FIRST),
                mts(14, TRANSFER, "DN1", FIRST, "Result", "1280"),
                mts(14, REC_START, "DN1", FIRST),
                mts(60, REC_STOP, "DN1", FIRST),
                mts(60, B_DROPPED, "DN1", FIRST),
                mts(62, END, "DN1", FIRST, "Result", "2")))
        .isEqualTo(
            """
            inbound ended, client +79161234567, line +74951234567
            started 00:00, answered 00:14, ended 01:02 by callee: answered, 48 s
            +74957654321: client +79161234567 to employee +74957654321: appeared 00:08, connected 00:14, disconnected 01:00; answered by callee
            """);
  }

  @Test
  void comesToTheSecondManagerOfAChain() {
    assertThat(
            call(
                mts(0, ACCEPTED),
                mts(2, GO_TO_TRANSFER, "DN1", FIRST),
                mts(20, TRANSFER, "DN1", FIRST, "Result", "1284"),
                mts(20, GO_TO_TRANSFER, "DN1", SECOND),
                mts(25, TRANSFER, "DN1", SECOND, "Result", "1280"),
                mts(55, END, "DN1", SECOND, "Result", "1")))
        .isEqualTo(
            """
            inbound ended, client +79161234567, line +74951234567
            started 00:00, answered 00:25, ended 00:55 by caller: answered, 30 s
            +74957654321: client +79161234567 to employee +74957654321: appeared 00:02, disconnected 00:20; no-answer by -
            +74957654322: client +79161234567 to employee +74957654322: appeared 00:20, connected 00:25, finished 00:55; answered by caller
            """);
  }

  @Test
  void comesToTheSameManagerAgain() {
    assertThat(
            call(
                mts(0, ACCEPTED),
                mts(2, GO_TO_SHORT_TRANSFER, "EXT1", "1042"),
                mts(8, SHORT_TRANSFER, "EXT1", "1042", "Result", "1289"),
                mts(8, GO_TO_SHORT_TRANSFER, "EXT1", "1042", "Generic", "again"),
                mts(15, SHORT_TRANSFER, "EXT1", "1042", "Result", "1280"),
                mts(40, END, "EXT1", "1042", "Result", "2")))
        .contains(
            "1042: client +79161234567 to employee 1042: appeared 00:02, disconnected 00:08; busy by -",
            "1042/2: client +79161234567 to employee 1042: appeared 00:08, connected 00:15, finished 00:40; answered by callee");
  }

  @Test
  void isPassedOnByItsOperator() {
    assertThat(
            call(
                mts(0, ACCEPTED),
                mts(2, GO_TO_SHORT_TRANSFER, "EXT1", "1042"),
                mts(6, SHORT_TRANSFER, "EXT1", "1042", "Result", "1280"),
                mts(20, OPERATOR_TRANSFER, "EXT1", "1042", "EXT2", "1043"),
                mts(24, SHORT_TRANSFER, "EXT1", "1042", "EXT2", "1043", "Result", "1280"),
                mts(60, END, "EXT1", "1042", "EXT2", "1043", "Result", "1")))
        .isEqualTo(
            """
            inbound ended, client +79161234567, line +74951234567
            started 00:00, answered 00:06, ended 01:00 by caller: answered, 54 s
            1042: client +79161234567 to employee 1042: appeared 00:02, connected 00:06, disconnected 00:24; answered by -
            1043: client +79161234567 to employee 1043: appeared 00:20, connected 00:24, finished 01:00; answered by caller
            """);
  }

  @Test
  void staysWithItsOperatorWhenNobodyTakesItOver() {
    assertThat(
            call(
                mts(0, ACCEPTED),
                mts(2, GO_TO_SHORT_TRANSFER, "EXT1", "1042"),
                mts(6, SHORT_TRANSFER, "EXT1", "1042", "Result", "1280"),
                mts(20, OPERATOR_TRANSFER, "EXT1", "1042", "EXT2", "1043"),
                mts(24, SHORT_TRANSFER, "EXT1", "1042", "EXT2", "1043", "Result", "486"),
                mts(60, END, "EXT1", "1042", "Result", "1")))
        .contains(
            "1042: client +79161234567 to employee 1042: appeared 00:02, connected 00:06, finished 01:00; answered by caller",
            "1043: client +79161234567 to employee 1043: appeared 00:20, disconnected 00:24; busy by -");
  }

  @Test
  void pausesForAConsultationAndGoesOn() {
    assertThat(
            call(
                mts(0, ACCEPTED),
                mts(2, GO_TO_TRANSFER, "DN1", FIRST),
                mts(6, TRANSFER, "DN1", FIRST, "Result", "1280"),
                mts(20, GO_TO_TRANSFER, "DN1", SECOND),
                mts(24, TRANSFER, "DN1", SECOND, "Result", "1280"),
                mts(44, TRANSFER, "DN1", SECOND, "Result", "200"),
                mts(60, B_DROPPED, "DN1", FIRST),
                mts(61, END, "DN1", FIRST, "Result", "2")))
        .isEqualTo(
            """
            inbound ended, client +79161234567, line +74951234567
            started 00:00, answered 00:06, ended 01:01 by callee: answered, 55 s
            +74957654321: client +79161234567 to employee +74957654321: appeared 00:02, connected 00:06, paused 00:24, connected 00:44, disconnected 01:00; answered by callee
            +74957654322: employee +74957654321 to employee +74957654322: appeared 00:20, connected 00:24, disconnected 00:44; answered by -
            """);
  }

  @Test
  void goesOnWhenTheFirstOperatorIsConnectedAgain() {
    assertThat(
            call(
                mts(0, ACCEPTED),
                mts(2, GO_TO_TRANSFER, "DN1", FIRST),
                mts(6, TRANSFER, "DN1", FIRST, "Result", "1280"),
                mts(20, GO_TO_TRANSFER, "DN1", SECOND),
                mts(24, TRANSFER, "DN1", SECOND, "Result", "1280"),
                mts(44, TRANSFER, "DN1", FIRST, "Result", "1280"),
                mts(61, END, "DN1", FIRST, "Result", "1")))
        .contains(
            "appeared 00:02, connected 00:06, paused 00:24, connected 00:44, finished 01:01; answered by caller",
            "+74957654322: employee +74957654321 to employee +74957654322: appeared 00:20, connected 00:24, disconnected 00:44; answered by -");
  }

  @Test
  void isLeftWithWhoWasAskedWhenTheOperatorHangsUp() {
    assertThat(
            call(
                mts(0, ACCEPTED),
                mts(2, GO_TO_TRANSFER, "DN1", FIRST),
                mts(6, TRANSFER, "DN1", FIRST, "Result", "1280"),
                mts(20, GO_TO_TRANSFER, "DN1", SECOND),
                mts(24, TRANSFER, "DN1", SECOND, "Result", "1280"),
                mts(40, B_DROPPED, "DN1", FIRST),
                mts(61, END, "DN1", SECOND, "Result", "1")))
        .contains(
            "+74957654321: client +79161234567 to employee +74957654321: appeared 00:02, connected 00:06, paused 00:24, disconnected 00:40; answered by callee",
            "+74957654322: employee +74957654321 to employee +74957654322: appeared 00:20, connected 00:24, disconnected 00:40; answered by -",
            "+74957654322/2: client +79161234567 to employee +74957654322: appeared 00:40, connected 00:40, finished 01:01; answered by caller");
  }

  @Test
  void isKnownByOneNumberOfAnOperatorWhoHasTwo() {
    assertThat(
            call(
                mts(0, ACCEPTED),
                mts(2, GO_TO_SHORT_TRANSFER, "EXT1", "1042", "DN1", FIRST),
                mts(5, PREPARE, "EXT1", "1042", "DN1", FIRST),
                mts(6, SHORT_TRANSFER, "EXT1", "1042", "DN1", FIRST, "Result", "1280"),
                mts(60, B_DROPPED, "EXT1", "1042", "DN1", FIRST),
                mts(61, END, "EXT1", "1042", "DN1", FIRST, "Result", "2")))
        .isEqualTo(
            """
            inbound ended, client +79161234567, line +74951234567
            started 00:00, answered 00:06, ended 01:01 by callee: answered, 55 s
            1042: client +79161234567 to employee 1042: appeared 00:02, connected 00:06, disconnected 01:00; answered by callee
            """);
  }

  @Test
  void isMissedByAll() {
    assertThat(
            call(
                mts(0, ACCEPTED),
                mts(2, GO_TO_TRANSFER, "DN1", FIRST),
                mts(20, TRANSFER, "DN1", FIRST, "Result", "1284"),
                mts(21, GO_TO_TRANSFER, "DN1", SECOND),
                mts(22, TRANSFER, "DN1", SECOND, "Result", "486"),
                mts(23, END, "DN1", SECOND, "Result", "4")))
        .startsWith(
            """
            inbound ended, client +79161234567, line +74951234567
            started 00:00, answered -, ended 00:23 by platform: unavailable, -
            """)
        .contains("disconnected 00:20; no-answer", "disconnected 00:22; busy");
  }

  @Test
  void isCancelledWhileItRings() {
    assertThat(
            call(
                mts(0, ACCEPTED),
                mts(2, GO_TO_TRANSFER, "DN1", FIRST),
                mts(9, END, "DN1", FIRST, "Result", "3")))
        .isEqualTo(
            """
            inbound ended, client +79161234567, line +74951234567
            started 00:00, answered -, ended 00:09 by caller: cancelled, -
            +74957654321: client +79161234567 to employee +74957654321: appeared 00:02, finished 00:09; cancelled by -
            """);
  }

  @Test
  void isAFaxThatNobodyTakes() {
    assertThat(call(mts(0, ACCEPTED), mts(2, FAX_TONE), mts(9, END, "Result", "0")))
        .isEqualTo(
            """
            inbound ended, client +79161234567, line +74951234567
            started 00:00, answered -, ended 00:09 by -: no-answer, -
            """);
  }

  @Test
  void goesOutFromWhoeverTheCompanysPbxNamed() {
    String service = "ServiceType";
    assertThat(
            call(
                mts(0, ACCEPTED, "AN", "306", "DN1", CLIENT, service, "2"),
                mts(1, ANSWERED, "AN", "4951234567", "DN1", CLIENT, service, "2"),
                mts(2, GO_TO_TRANSFER, "AN", "4951234567", "DN1", CLIENT, service, "2"),
                mts(9, TRANSFER, "AN", "4951234567", "DN1", CLIENT, service, "2", "Result", "1280"),
                mts(39, END, "AN", "4951234567", "DN1", CLIENT, service, "2", "Result", "1")))
        .isEqualTo(
            """
            outbound ended, client +79161234567, line +74951234567
            started 00:00, answered 00:09, ended 00:39 by caller: answered, 30 s
            caller: employee 306 to client +79161234567: appeared 00:02, connected 00:09, finished 00:39; answered by caller
            """);
  }

  @Test
  void goesOutToTheNumberThatTheHubChose() {
    String service = "ServiceType";
    assertThat(
            call(
                mts(0, ACCEPTED, "AN", "306", "DN1", CLIENT, service, "2"),
                mts(2, GO_TO_TRANSFER, "AN", LINE, "DN1", SECOND, service, "2"),
                mts(9, TRANSFER, "AN", LINE, "DN1", SECOND, service, "2", "Result", "1280"),
                mts(39, END, "AN", LINE, "DN1", SECOND, service, "2", "Result", "1")))
        .contains("outbound ended, client " + "+" + SECOND, "employee 306 to client +" + SECOND);
  }

  private static final String LINE = Vendors.LINE;
  private static final String CLIENT = Vendors.CLIENT;

  @Test
  void livesWhileItsEndHasNotCome() {
    assertThat(
            call(
                mts(0, ACCEPTED),
                mts(2, GO_TO_TRANSFER, "DN1", FIRST),
                mts(6, TRANSFER, "DN1", FIRST, "Result", "1280")))
        .isEqualTo(
            """
            inbound connected, client +79161234567, line +74951234567
            started 00:00, answered 00:06, ended - by -: -, -
            +74957654321: client +79161234567 to employee +74957654321: appeared 00:02, connected 00:06; - by -
            """);
    assertThat(call(mts(0, ACCEPTED), mts(2, PREPARE, "DN1", FIRST)))
        .startsWith("inbound ringing,")
        .contains("appeared 00:02; - by -");
  }

  @Test
  void isWholeAlthoughNobodySaidThatItRang() {
    assertThat(
            call(
                mts(6, TRANSFER, "DN1", FIRST, "Result", "1280"),
                mts(60, END, "DN1", FIRST, "Result", "1")))
        .isEqualTo(
            """
            inbound ended, client +79161234567, line +74951234567
            started 00:06, answered 00:06, ended 01:00 by caller: answered, 54 s
            +74957654321: client +79161234567 to employee +74957654321: appeared 00:06, connected 00:06, finished 01:00; answered by caller
            """);
  }

  @Test
  void wasAnsweredByWhoHungUp() {
    assertThat(call(mts(60, B_DROPPED, "DN1", FIRST), mts(61, END, "DN1", FIRST, "Result", "2")))
        .contains("appeared 01:00, connected 01:00, disconnected 01:00; answered by callee")
        .contains(": answered, 1 s");
  }
}
