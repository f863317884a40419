package dev.ringbus.crm.kontur.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crm.CrmFailure.Permanent;
import dev.ringbus.crm.CrmFailure.Transient;
import dev.ringbus.crm.testkit.SampleCalls;
import dev.ringbus.crm.testkit.ScriptedServer;
import dev.ringbus.model.PhoneNumber;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

class KonturOwnersTest {

  private static final Duration AMPLE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private KonturFixture kontur;

  @BeforeEach
  void open() {
    kontur =
        new KonturFixture(folder)
            .with("users", Map.of("maria", "306", "dmitry", "307", "also-maria", "306"));
  }

  @AfterEach
  void close() {
    kontur.close();
  }

  @Test
  void givesTheNumbersInTheCrmsOrder() {
    answers(200, "{\"userIds\":[\"dmitry\",\"maria\"]}");

    assertThat(owners()).containsExactly(SampleCalls.DMITRY, SampleCalls.MARIA);
  }

  @Test
  void leavesOutWhomNoNumberIsKnownOf() {
    answers(200, "{\"userIds\":[\"somebody\",\"maria\",\"also-maria\",null,{}]}");

    assertThat(owners()).containsExactly(SampleCalls.MARIA);
  }

  @Test
  void knowsNobody() {
    answers(409, "{\"status\":\"notFound\",\"message\":\"Communication not found\"}");
    assertThat(owners()).isEmpty();

    answers(200, "{\"userIds\":[]}");
    assertThat(owners()).isEmpty();

    answers(200, "{}");
    assertThat(owners()).isEmpty();

    answers(200, "{\"userIds\":[\"somebody\"]}");
    assertThat(owners()).isEmpty();
  }

  @Test
  void failsAsTheCrmDoes() {
    answers(500, "\"oops\"");
    assertThat(failure()).isInstanceOf(Transient.class);

    answers(200, "\"OK\"");
    assertThat(failure()).isInstanceOf(Permanent.class);

    answers(200, "<html>");
    assertThat(failure()).isInstanceOf(Transient.class);

    answers(400, "{\"errors\":{\"phoneNumber\":[\"no\"]}}");
    assertThat(failure()).isInstanceOf(Permanent.class);
  }

  @Test
  void renewsARefusedKeyOnce() {
    kontur.server.does(request ->
        request.is("call-redirect") && kontur.keys.get() == 1
            ? ScriptedServer.json(401, "\"Unauthorized\"")
            : request.is("call-redirect")
                ? ScriptedServer.json(200, "{\"userIds\":[\"maria\"]}")
                : kontur.takes(request));

    assertThat(owners()).containsExactly(SampleCalls.MARIA);
    assertThat(kontur.keys).hasValue(2);
  }

  private void answers(int status, String json) {
    kontur.server.does(request ->
        request.is("call-redirect") ? ScriptedServer.json(status, json) : kontur.takes(request));
  }

  private List<PhoneNumber> owners() {
    return kontur.owners().of(SampleCalls.CLIENT).block(AMPLE);
  }

  private CrmFailure failure() {
    return kontur
        .owners()
        .of(SampleCalls.CLIENT)
        .<CrmFailure>flatMap(_ -> Mono.empty())
        .onErrorResume(CrmFailure.class, Mono::just)
        .blockOptional(AMPLE)
        .orElseThrow();
  }
}
