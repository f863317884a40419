package dev.ringbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.standalone.PlainHttp.Answer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What changes in the configuration is live in every service, without a restart. */
@ResourceLock(TestHub.SHARED)
class LiveConfigurationTest {

  private static final String UIS = "/comagic/uis?key=test-key-of-uis-0001";
  private static final AtomicInteger CALLS = new AtomicInteger();

  private final TestHub hub = TestHub.shared();

  @AfterEach
  void restore() {
    hub.apply(TestFile.original());
    awaitAnswer(UIS, 200, "{\"returned_code\":1}");
  }

  @Test
  void servesANewIntegrationWithANewPlan() {
    String fresh = "/comagic/fresh?key=test-key-of-fresh-0012";
    assertThat(ask(fresh).status()).isEqualTo(401);

    hub.apply(
        TestFile.original()
                .replace(
                    "integrations:\n",
                    """
                    integrations:
                      fresh: {platform: comagic, key: test-key-of-fresh-0012, plan: fresh}
                    """)
            + """

              fresh:
                rules: [{name: vip, when: 'call.caller == "+79001234567"', then: [{play: {text: VIP}}]}]
                otherwise: [{goto: {branch: 5}}]
            """);

    awaitAnswer(fresh, 200, "{\"returned_code\":5}");
    awaitAnswer(fresh + "&numa=79001234567", 200, "{\"text\":\"VIP\"}");
  }

  @Test
  void answersWithAChangedOtherwise() {
    awaitAnswer(UIS, 200, "{\"returned_code\":1}");

    hub.apply(replaced("otherwise: [{goto: {branch: 1}}]", "otherwise: [{goto: {branch: 7}}]"));

    awaitAnswer(UIS, 200, "{\"returned_code\":7}");
  }

  @Test
  void followsAChangedRule() {
    String typed = UIS + "&input_result=2";
    awaitAnswer(typed, 200, "{\"returned_code\":[1,3]}");

    hub.apply(replaced("then: [{goto: {branch: [1, 3]}}]", "then: [{goto: {branch: vip}}]"));

    awaitAnswer(typed, 200, "{\"returned_code\":\"vip\"}");
  }

  @Test
  void closesARemovedIntegration() {
    String withoutPlan = "/comagic/without-plan?key=test-key-without-plan-0006";
    assertThat(ask(withoutPlan).status()).isEqualTo(200);

    hub.apply(
        replaced("  without-plan: {platform: comagic, key: test-key-without-plan-0006}\n", ""));

    awaitAnswer(withoutPlan, 401, "");
    assertThat(ask(UIS).status()).isEqualTo(200);
  }

  @Test
  void takesAChangedKeyAndNoLongerTheOldOne() {
    hub.apply(replaced("test-key-of-uis-0001", "test-key-of-uis-changed"));

    awaitAnswer("/comagic/uis?key=test-key-of-uis-changed", 200, "{\"returned_code\":1}");
    awaitAnswer(UIS, 401, "");
  }

  @Test
  void changesNothingWithAFault() {
    int before = hub.configurationRecords();

    String faults =
        hub.faults(
            replaced("otherwise: [{goto: {branch: 1}}]", "otherwise: [{goto: {branch: 7}}]")
                .replace("platform: sipsim, key", "platform: sipsin, kee"));

    assertThat(faults).contains("integrations.sim.platform", "integrations.sim.kee");
    assertThat(hub.configurationRecords()).isEqualTo(before);
    assertThat(ask(UIS).body()).isEqualTo("{\"returned_code\":1}");
  }

  private static String replaced(String text, String by) {
    assertThat(TestFile.original()).contains(text);
    return TestFile.original().replace(text, by);
  }

  private Answer ask(String target) {
    return PlainHttp.get(hub.url(target + "&cdr_id=88" + CALLS.incrementAndGet()));
  }

  /** The services follow a moment after the configuration is stored. */
  private void awaitAnswer(String target, int status, String body) {
    TestHub.await()
        .untilAsserted(() -> {
          Answer answer = ask(target);
          assertThat(answer.status()).isEqualTo(status);
          assertThat(answer.body()).isEqualTo(body);
        });
  }
}
