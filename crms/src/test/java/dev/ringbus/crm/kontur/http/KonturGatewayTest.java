package dev.ringbus.crm.kontur.http;

import dev.ringbus.crm.CrmGateway;
import dev.ringbus.crm.testkit.CrmGatewayContract;
import dev.ringbus.crm.testkit.ScriptedServer;
import dev.ringbus.crm.testkit.ScriptedServer.Step;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;

/** Kontur.CRM as one of the CRMs. */
class KonturGatewayTest extends CrmGatewayContract {

  private KonturFixture kontur;

  private KonturFixture kontur() {
    if (kontur == null) {
      kontur = new KonturFixture(folder);
    }
    return kontur;
  }

  @AfterEach
  void close() {
    kontur().close();
  }

  @Override
  protected CrmGateway gateway() {
    return kontur().connection().gateway();
  }

  @Override
  protected void crm(Mood mood) {
    switch (mood) {
      case TAKES_EVERYTHING -> kontur().server.does(kontur()::takes);
      case IS_OVERLOADED -> answers(() -> ScriptedServer.json(503, "\"busy\"", "Retry-After: 7"));
      case FAILS -> answers(() -> ScriptedServer.json(500, "\"oops\""));
      case FINDS_IT_INVALID ->
          answers(() ->
              ScriptedServer.json(409, "{\"errors\":{\"direction\":[\"no\"]},\"status\":400}"));
      case DOES_NOT_KNOW_THE_CALL ->
          answers(() ->
              ScriptedServer.json(
                  409,
                  "{\"status\":\"communicationNotFound\","
                      + "\"message\":\"Communication not found. Id: 435\"}"));
      case REFUSES_ACCESS -> answers(() -> ScriptedServer.json(401, "\"Unauthorized\""));
      case IS_SILENT -> {
        kontur().within(Duration.ofSeconds(5));
        answers(Step.Silence::new);
      }
      case BREAKS_OFF -> answers(Step.Reset::new);
      case IS_DOWN -> kontur().server.close();
    }
  }

  private void answers(Supplier<Step> step) {
    KonturFixture it = kontur();
    it.server.does(
        request -> KonturFixture.isAuthorization(request) ? it.grants(request) : step.get());
  }

  @Override
  protected int told() {
    return (int)
        kontur().server.requests().stream()
            .filter(request -> !KonturFixture.isAuthorization(request))
            .count();
  }

  @Override
  protected boolean registered() {
    return !kontur().server.requests("register-call").isEmpty();
  }

  @Override
  protected void awaitSilence() {
    kontur().server.awaitSilenced();
  }

  @Override
  protected void awaitLeft() {
    kontur().server.awaitLeft();
  }
}
