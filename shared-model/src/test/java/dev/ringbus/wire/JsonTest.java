package dev.ringbus.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.ControlApi;
import dev.ringbus.model.Crm;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.KeyDigest;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.Plan;
import dev.ringbus.model.Platform;
import dev.ringbus.model.Rule;
import dev.ringbus.model.SecretRef;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

  private static final OffsetDateTime TIME = OffsetDateTime.parse("2015-03-01T12:00:05+03:00");

  @Test
  void keepsEveryFieldOfAnEventAndTheOffsetOfItsTime() {
    Map<String, Object> raw = new LinkedHashMap<>();
    raw.put("CallID", 9007199254740993L);
    raw.put("beyond", new BigInteger("9223372036854775808"));
    raw.put("duration", new BigDecimal("102.0"));
    raw.put("audio_path", null);
    raw.put("name", "Приветствую");
    CallEvent event =
        CallEvent.builder()
            .id("e1")
            .type(CallEventType.LEG_CONNECTED)
            .integration(new IntegrationId("acme-mts"))
            .platform(new Platform("mts"))
            .callId(new CallId("9007199254740993"))
            .occurredAt(TIME)
            .receivedAt(TIME.plusSeconds(1))
            .caller(new PhoneNumber("9161234567"))
            .duration(Duration.ofSeconds(102))
            .raw(raw)
            .build();

    byte[] json = Json.write(event);

    assertThat(Json.read(json, CallEvent.class)).isEqualTo(event);
    assertThat(new String(json, StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"id\":\"e1\",\"type\":\"leg.connected\",\"integration\":\"acme-mts\","
                + "\"platform\":\"mts\",\"callId\":\"9007199254740993\","
                + "\"occurredAt\":\"2015-03-01T12:00:05+03:00\","
                + "\"receivedAt\":\"2015-03-01T12:00:06+03:00\",\"caller\":\"9161234567\","
                + "\"duration\":\"PT102S\",\"raw\":{\"CallID\":9007199254740993,\"beyond\":9223372036854775808,"
                + "\"duration\":102.0,\"audio_path\":null,\"name\":\"Приветствую\"}}");
  }

  @Test
  void writesAnInstructionAsAMapOfOneKey() {
    Decision decision =
        Decision.of(
            Instruction.GoTo.branch("2"),
            new Instruction.Hangup(),
            Instruction.Whisper.nothing(),
            Instruction.Forward.toNumbers("74959876543"));

    String json = Json.mapper().writeValueAsString(decision);

    assertThat(json)
        .isEqualTo(
            "[{\"goto\":{\"branch\":\"2\"}},{\"hangup\":{}},{\"whisper\":{\"none\":true}},"
                + "{\"forward\":{\"to\":[\"74959876543\"]}}]");
    assertThat(Json.read(json.getBytes(StandardCharsets.UTF_8), Decision.class))
        .isEqualTo(decision);
  }

  @Test
  void keepsAWorkspaceWithTheKeyOfItsSystemCallsAsADigest() {
    Crm crm =
        new Crm(
            "acme",
            "kontur",
            URI.create("https://crm.kontur.ru"),
            KeyDigest.of("0123456789abcdef", new byte[] {1, 2}),
            Map.of("users", Map.of("7d0f", "306"), "concurrency", 32L),
            Map.of("apiKey", new SecretRef.Env("KONTUR_API_KEY")),
            "v1");

    assertThat(Json.readResource("crm/acme", Json.write(crm))).contains(crm);
    assertThat(new String(Json.write(crm), StandardCharsets.UTF_8)).doesNotContain("0123456789");
  }

  @Test
  void keepsWhoMayUseTheControlApi() {
    ControlApi control = new ControlApi(KeyDigest.of("0123456789abcdef", new byte[] {3}), "v1");

    assertThat(Json.readResource(control.key(), Json.write(control))).contains(control);
    assertThat(Configuration.of(List.of(control)).controlApi()).contains(control);
  }

  @Test
  void keepsAPlanWithEveryKindOfRule() {
    Plan plan =
        new Plan(
            "acme",
            Duration.ofMillis(1500),
            List.of(
                new Rule("one", "call.digits == '1'", new Rule.Then(Decision.NEUTRAL)),
                new Rule(
                    "old-crm",
                    null,
                    new Rule.AskHttp(
                        URI.create("https://crm.example/route"),
                        new Platform("comagic"),
                        "POST",
                        "hub",
                        new SecretRef.Env("OLD_CRM"),
                        Duration.ofMillis(500))),
                new Rule("owner", null, new Rule.AskCrm("acme", Duration.ofMillis(800)))),
            Decision.of(Instruction.GoTo.branch("1")),
            "v1");

    assertThat(Json.readResource("plan/acme", Json.write(plan))).contains(plan);
  }

  @Test
  void saysWhatAnInstructionShouldHaveBeen() {
    assertThatThrownBy(() -> InstructionJson.read(Json.mapper().readTree("{\"foward\":{}}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no instruction foward: there are forward, goto");
  }

  @Test
  void ignoresUnknownFieldsAndRefusesWhatIsNoJson() {
    assertThat(Json.readResource("colour/red", new byte[0])).isEmpty();
    assertThatThrownBy(() -> Json.read("[".getBytes(StandardCharsets.UTF_8), CallEvent.class))
        .isInstanceOf(UnreadableRecord.class);
  }
}
