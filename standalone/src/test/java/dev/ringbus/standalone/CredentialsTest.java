package dev.ringbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.standalone.PlainHttp.Answer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is let in, on every dialect; and that nothing is kept of who is not. */
@ResourceLock(TestHub.SHARED)
class CredentialsTest {

  /** A key that is another integration's, of another platform too. */
  private static final String ANOTHERS = "test-key-of-seed-0010";

  private static final AtomicInteger CALLS = new AtomicInteger();

  private final TestHub hub = TestHub.shared();

  /** A way to report a call that begins. */
  enum Door {
    COMAGIC("comagic", "uis", "test-key-of-uis-0001", "cdr_id=%s"),
    TELPHIN("callinteractive", "ivr", "test-key-of-ivr-0002", "CallAPIID=%s"),
    VOIPNOW("callinteractive", "voipnow", "test-key-of-voipnow-0003", "CallAPIID=%s"),
    MTS(
        "mts",
        "mts",
        "test-key-of-mts-0004",
        "{\"CallID\":%s,\"EventType\":1,\"ServiceType\":1,\"EventTime\":\"2026-11-20T12:00:00Z\"}"),
    SIPSIM(
        "sipsim",
        "sim",
        "test-key-of-sim-0005",
        "event=incoming_call_start&time=2026-11-20T12:00:00Z&pbx_id=%s");

    final String platform;
    final String integration;
    final String key;
    final String body;

    Door(String platform, String integration, String key, String body) {
      this.platform = platform;
      this.integration = integration;
      this.key = key;
      this.body = body;
    }

    String target(String ofIntegration) {
      return "/" + platform + "/" + ofIntegration + (this == MTS ? "/CallEvent" : "");
    }

    String contentType() {
      return this == MTS ? PlainHttp.JSON : PlainHttp.FORM;
    }
  }

  @ParameterizedTest
  @EnumSource
  void letsInWhoHasTheKey(Door door) {
    String inQuery = newCall();
    String asPassword = newCall();

    assertThat(knock(door, inQuery, "?key=" + door.key).status()).isEqualTo(200);
    assertThat(
            knock(door, asPassword, "", "Authorization", PlainHttp.basic("mts", door.key)).status())
        .isEqualTo(200);

    assertThat(hub.events().of(door.integration + ":" + inQuery)).isNotEmpty();
    assertThat(hub.events().of(door.integration + ":" + asPassword)).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void keepsOutWhoHasNot(Door door) {
    List<String> calls = Stream.generate(CredentialsTest::newCall).limit(9).toList();
    double before = hub.services().metric("ringbus.requests", "result", "unauthorized");

    List<Answer> answers =
        List.of(
            knock(door, calls.get(0), ""),
            knock(door, calls.get(1), "?key="),
            knock(door, calls.get(2), "?key=" + door.key + "x"),
            knock(door, calls.get(3), "?key=" + ANOTHERS),
            knock(door, calls.get(4), "", "Authorization", PlainHttp.basic("mts", "wrong")),
            knock(door, calls.get(5), "", "Authorization", PlainHttp.basic("mts", ANOTHERS)),
            knock(door, calls.get(6), "", "Authorization", PlainHttp.basic(door.key, "")),
            knock(door, calls.get(7), "", "Authorization", "Bearer " + door.key),
            knock(door, calls.get(8), "?key=wrong&key=" + door.key));

    assertThat(answers).allSatisfy(answer -> assertRefused(door, answer));
    assertThat(calls).allSatisfy(call -> assertNothingStored(door.integration, call));
    assertThat(hub.services().metric("ringbus.requests", "result", "unauthorized") - before)
        .isEqualTo(answers.size());
  }

  @ParameterizedTest
  @EnumSource
  void doesNotTellWhichIntegrationsThereAre(Door door) {
    String call = newCall();
    String keyOfTheOther =
        door == Door.COMAGIC ? "test-key-of-sim-0005" : "test-key-without-plan-0006";
    String theOther = door == Door.COMAGIC ? "sim" : "without-plan";

    assertRefused(door, post(door, door.target("unknown") + "?key=" + door.key, call));
    assertRefused(door, post(door, door.target(theOther) + "?key=" + keyOfTheOther, call));

    assertNothingStored("unknown", call);
    assertNothingStored(theOther, call);
  }

  @ParameterizedTest
  @EnumSource(names = "MTS")
  void asksForTheRightUser(Door door) {
    String call = newCall();

    assertRefused(
        door, knock(door, call, "", "Authorization", PlainHttp.basic("somebody", door.key)));

    assertNothingStored(door.integration, call);
  }

  private static String newCall() {
    return "42000" + CALLS.incrementAndGet();
  }

  private Answer knock(Door door, String call, String query, String... headers) {
    return post(door, door.target(door.integration) + query, call, headers);
  }

  private Answer post(Door door, String target, String call, String... headers) {
    return PlainHttp.post(hub.url(target), door.contentType(), door.body.formatted(call), headers);
  }

  private static void assertRefused(Door door, Answer answer) {
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).isEmpty();
    if (door == Door.MTS) {
      assertThat(answer.header("WWW-Authenticate")).startsWith("Basic realm=");
    } else {
      assertThat(answer.header("WWW-Authenticate")).isEmpty();
    }
  }

  private void assertNothingStored(String integration, String call) {
    assertThat(hub.events().of(integration + ":" + call)).isEmpty();
    assertThat(hub.decisions().of(integration + ":" + call)).isEmpty();
  }
}
