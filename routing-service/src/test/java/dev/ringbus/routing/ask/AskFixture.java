package dev.ringbus.routing.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.Body;
import dev.ringbus.dialects.Dialects;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.Rule.AskHttp;
import dev.ringbus.model.SecretSource;
import dev.ringbus.routing.Calls;
import dev.ringbus.routing.ask.AskResult.Failed;
import dev.ringbus.routing.ask.AskResult.Failure;
import dev.ringbus.routing.ask.CrmServer.Behaviour;
import dev.ringbus.testkit.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** A CRM, and questions to it, on a clock that a test moves. */
abstract class AskFixture {

  static final Duration AMPLE = Duration.ofSeconds(60);
  static final Duration SHORT = Duration.ofMillis(150);
  static final String JSON = "application/json";
  static final AskResult FORWARDED =
      new AskResult.Instructed(Decision.of(Forward.toNumbers("74959876543")));

  @TempDir Path secrets;
  final CrmServer crm = new CrmServer();
  final MovableClock clock = MovableClock.standing(Calls.RECEIVED);
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final List<Asks> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Asks::close);
    crm.close();
  }

  Ask prepare(AskHttp rule, AskSettings settings) {
    Asks asks =
        new Asks(
            settings,
            new SecretSource(Map.of("CRM_PASSWORD", "s3cret"), secrets),
            clock,
            meters,
            TracerProvider.noop().get("test"),
            (_, _) -> Mono.empty());
    opened.add(asks);
    return asks.prepare(rule, Dialects.find(rule.dialect()).orElseThrow(), ZoneOffset.UTC);
  }

  Ask prepare(AskHttp rule) {
    return prepare(rule, settings(32));
  }

  static AskSettings settings(int connections) {
    return new AskSettings(
        Duration.ofSeconds(5), connections, Duration.ofSeconds(4), 3, Duration.ofSeconds(10));
  }

  AskHttp post(Duration within) {
    return new AskHttp(crm.url("/route"), Calls.COMAGIC, "POST", null, null, within);
  }

  Ask posting() {
    return prepare(post(AMPLE));
  }

  static AskResult result(Ask ask, CallEvent event) {
    return ask.about(event, AMPLE, Context.root()).block(AMPLE);
  }

  static AskResult result(Ask ask) {
    return result(ask, Calls.comagic());
  }

  static Failure failure(AskResult result) {
    assertThat(result).isInstanceOf(Failed.class);
    return ((Failed) result).failure();
  }

  static Behaviour send(String raw) {
    return new Behaviour.Send(Body.of(raw));
  }

  void answersForward() {
    crm.answers(200, JSON, "{\"phones\":[\"74959876543\"]}");
  }
}
