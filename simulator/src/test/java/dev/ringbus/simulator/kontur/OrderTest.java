package dev.ringbus.simulator.kontur;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be told after what. */
class OrderTest {

  private Workspaces workspace;
  private Told told;

  @BeforeEach
  void open() throws Exception {
    workspace = Workspaces.open();
    told = workspace.told();
  }

  @AfterEach
  void close() throws Exception {
    workspace.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "appeared connected finished",
        "appeared connected disconnected",
        "appeared connected disconnected finished",
        "appeared connected paused connected disconnected",
        "appeared connected paused finished",
        "appeared disconnected",
        "appeared finished"
      })
  void takesALegInItsOrder(String course) throws Exception {
    told.start();
    tell(course);
    told.finish();

    assertThat(rules()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "appeared connected appeared finished",
        "appeared paused finished",
        "appeared disconnected connected finished",
        "appeared finished disconnected",
        "appeared connected finished finished",
        "appeared connected connected finished",
        "appeared connected paused paused finished"
      })
  void noticesALegOutOfItsOrder(String course) throws Exception {
    told.start();
    tell(course);
    told.finish();

    assertThat(rules()).containsOnly(Rule.LEG_ORDER);
  }

  @Test
  void noticesALegThatDoesNotBegin() throws Exception {
    told.start();
    tell("connected finished");

    assertThat(rules()).containsExactly(Rule.LEG_BEGINS);
  }

  @Test
  void noticesALegThatDoesNotEnd() throws Exception {
    told.start();
    tell("appeared connected");
    told.finish();

    assertThat(rules()).containsExactly(Rule.LEGS_END);
  }

  @Test
  void takesANoticeThatIsToldAgainForOne() throws Exception {
    told.start();
    told.start();
    told.leg("appeared", 40);
    told.leg("appeared", 40);
    told.leg("finished", 41);
    told.leg("appeared", 40);
    told.finish();
    told.finish();

    KnownCall call = workspace.crm().call(Told.CALL).orElseThrow();
    assertThat(call.notices()).hasSize(4);
    assertThat(call.repeats()).isEqualTo(4);
    assertThat(rules()).isEmpty();
  }

  @Test
  void doesNotKnowWhatHasNotStarted() throws Exception {
    for (HttpResponse<String> answer :
        List.of(
            told.leg("appeared", 40),
            told.finish(),
            told.tell("call-failed", "{\"communicationId\": \"5f0c\"}"),
            told.tell(
                "call-event",
                Told.event(Told.CALL, Told.LEG, "appeared", 40)
                    .replaceFirst("\\{", "{\"communicationId\": \"5f0c\",")))) {
      assertThat(answer.statusCode()).isEqualTo(409);
      assertThat(Told.json(answer).path("status").asString()).isEqualTo("communicationNotFound");
    }
    assertThat(rules()).hasSize(4).containsOnly(Rule.STARTED_FIRST);
    assertThat(workspace.crm().calls()).isEmpty();
  }

  @Test
  void noticesWhatIsToldAfterTheEnd() throws Exception {
    told.start();
    told.finish();
    told.leg("appeared", 40);
    told.tell("call-finished", Told.finished(Told.CALL, 58));
    told.register("");
    told.leg("finished", 41);

    assertThat(rules()).hasSize(3).containsOnly(Rule.NOTHING_AFTER_FINISHED);
  }

  @Test
  void answersHowACallStandsToWhoStartsItAgain() throws Exception {
    String id = Told.json(told.start()).path("id").asString();
    tell("appeared finished");
    told.finish();
    assertThat(Told.json(told.start()).path("status").asString()).isEqualTo("active");
    told.register("");

    HttpResponse<String> answer =
        told.tell("call-started", Told.started(Told.CALL, ", \"communicationId\": \"" + id + "\""));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Told.json(answer).path("id").asString()).isEqualTo(id);
    assertThat(Told.json(answer).path("status").asString()).isEqualTo("sealed");
    assertThat(Told.json(answer).path("externalId").asString()).isEqualTo("Ringbus/" + Told.CALL);
    assertThat(Told.json(answer).at("/data/call/events")).hasSize(2);
    assertThat(Told.json(answer).at("/data/call/items/0/id").asString()).isEqualTo(Told.LEG);
    assertThat(rules()).isEmpty();
  }

  @Test
  void takesTheExternalIdWithItsPrefixToo() throws Exception {
    told.start();
    HttpResponse<String> answer =
        told.tell("call-finished", Told.finished("Ringbus/" + Told.CALL, 59));

    assertThat(answer.body()).isEqualTo("\"OK\"");
    assertThat(workspace.crm().calls()).hasSize(1);
  }

  @Test
  void noticesTwoIdsOfDifferentCalls() throws Exception {
    String id = Told.json(told.start()).path("id").asString();
    told.tell("call-started", Told.started("acme-sim:2", ""));
    told.tell(
        "call-finished",
        Told.finished("acme-sim:2", 59)
            .replaceFirst("\\{", "{\"communicationId\": \"" + id + "\","));

    assertThat(rules()).containsExactly(Rule.SAME_CALL);
  }

  private void tell(String course) throws Exception {
    int second = 40;
    for (String progress : course.split(" ", -1)) {
      assertThat(told.leg(progress, second++).body()).isEqualTo("\"OK\"");
    }
  }

  private List<Rule> rules() {
    return workspace.crm().violations().stream().map(Violation::rule).toList();
  }
}
