package dev.ringbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.CommandLog;
import dev.ringbus.embedded.testkit.TestKafka;
import dev.ringbus.model.CallCommand.HangUp;
import dev.ringbus.model.CallKey;
import dev.ringbus.wire.Topics;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A call that is connected is told something: from the command to the PBX, and what became of it.
 */
@ResourceLock(TestHub.SHARED)
class MidCallTest {

  private static final String PASSWORD = PlainHttp.basic("mts", "test-key-of-mts-0004");

  private final TestHub hub = TestHub.shared();

  private void report(String call, int event, String result, int service) {
    PlainHttp.post(
        hub.url("/mts/mts/CallEvent"),
        PlainHttp.JSON,
        "{\"CallID\":%s,\"EventTime\":\"%s\",\"AN\":\"79161234567\",\"EventType\":%d,\"Result\":\"%s\",\"ServiceType\":%d}"
            .formatted(call, OffsetDateTime.now(ZoneOffset.UTC), event, result, service),
        "Authorization",
        PASSWORD);
  }

  /** When the poller has heard of it: what is wanted of a call waits a second for that. */
  private void connected(String call, int service) {
    report(call, 1, "", service);
    report(call, 9, "1280", service);
    TopicReader.await(TestKafka.bootstrapServers(), Topics.LIVE_CALLS, "mts:" + call);
  }

  private String poll(String call) {
    return PlainHttp.get(hub.url("/mts/mts/CallEvent/" + call), "Authorization", PASSWORD).body();
  }

  private String hangUp(String call) {
    String id = "command-" + call;
    CallKey key = CallKey.parse("mts:" + call);
    hub.services()
        .get(CommandLog.class)
        .append(
            new HangUp(
                id, "acme-kontur", OffsetDateTime.now(ZoneOffset.UTC), key, key + "/101", "user-1"),
            Context.root())
        .block(Duration.ofSeconds(30));
    return id;
  }

  private static List<String> outcomes(String call, int count) {
    try (TopicReader reader =
        new TopicReader(TestKafka.bootstrapServers(), Topics.INSTRUCTION_OUTCOMES)) {
      return TestHub.await()
          .until(() -> Stored.once(reader.of("mts:" + call)), found -> found.size() >= count)
          .stream()
          .map(stored ->
              (stored.text("instruction")
                      + " "
                      + stored.text("outcome")
                      + " "
                      + stored.text("reason"))
                  .strip())
          .toList();
    }
  }

  @Test
  void hangsUpAtTheNextPollOnceAndTakesTheInstructionAway() {
    String call = "9007199254741101";
    connected(call, 1);
    String idle = "{\"CallID\":" + call + ",\"EventType\":0,\"Param\":\"\"}";
    assertThat(poll(call)).isEqualTo(idle);

    String id = hangUp(call);
    List<String> answers = new ArrayList<>();
    TestHub.await()
        .until(() -> {
          answers.add(poll(call));
          return answers.contains("{\"CallID\":" + call + ",\"EventType\":4,\"Param\":\"\"}");
        });

    assertThat(outcomes(call, 2)).containsExactly(id + " accepted", id + " offered");
    try (TopicReader reader = new TopicReader(TestKafka.bootstrapServers(), Topics.INSTRUCTIONS)) {
      List<Stored> found =
          TestHub.await().until(() -> reader.of("mts:" + call), stored -> stored.size() >= 2);
      assertThat(found).hasSize(2);
      assertThat(found.getFirst().text("source")).isEqualTo("crm/acme-kontur");
      assertThat(found.getLast().value().isNull()).isTrue();
    }
    assertThat(poll(call)).isEqualTo(idle);
    report(call, 15, "2", 1);
    assertThat(outcomes(call, 3))
        .containsExactly(id + " accepted", id + " offered", id + " delivered");
  }

  @Test
  void saysWhyAnOutgoingCallCannotBeHungUp() {
    String call = "9007199254741103";
    connected(call, 2);

    String id = hangUp(call);

    assertThat(outcomes(call, 1))
        .containsExactly(
            id
                + " rejected hangup is not possible on the poll of an outgoing call,"
                + " which takes forward as pbx and return alone");
  }
}
