package dev.ringbus.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.control.instruct.Answer;
import io.opentelemetry.context.Context;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Instructions while the broker, the database or the configuration is not there. */
class InstructionOutageTest extends InstructionRequests {

  @Test
  void leavesNothingThatWaitsWhenTheBrokerIsAway() {
    hub.broker.down();
    assertThat(refused(CALL, EXTENSION, 503)).startsWith("the broker does not answer");
    hub.broker.up();

    assertThat(json(send(HttpMethod.GET, CALL, "", 200)).get("items")).isEmpty();
    send(HttpMethod.GET, "/api/v1/instructions/id-1", "", 404);
  }

  @Test
  void repeatsWhatTheBrokerDidNotTakeUnderTheSameId() {
    hub.broker.down();
    send(HttpMethod.POST, CALL, EXTENSION, 503, "Idempotency-Key", "a");
    hub.broker.up();

    String id = post(CALL, EXTENSION, "Idempotency-Key", "a").get("id").asString();
    assertThat(post(CALL, EXTENSION, "Idempotency-Key", "a").get("id").asString()).isEqualTo(id);
    assertThat(hub.commands()).hasSize(1);
  }

  @Test
  void waitsForTheBrokerNoLongerThanItsTime() {
    hub.broker.silent();
    Mono<Answer> answer = hub.instructions().request(hub.wish(), Context.root());

    StepVerifier.withVirtualTime(() -> answer, () -> hub.time, Long.MAX_VALUE)
        .thenAwait(SteeredCalls.STORED_WITHIN)
        .verifyError(BrokerUnavailable.class);
    hub.broker.up();
    assertThat(json(send(HttpMethod.GET, CALL, "", 200)).get("items")).isEmpty();
  }

  @Test
  void saysThatItIsNotReady() {
    hub.configuration.ready(false);

    assertThat(refused(CALL, EXTENSION, 503)).contains("configuration");
  }

  @Test
  void saysThatTheDatabaseDoesNotAnswerBeforeAnythingIsDone() {
    hub.store.goesAway();

    assertThat(refused(CALL, EXTENSION, 503)).contains("database");
    send(HttpMethod.GET, "/api/v1/instructions/id-1", "", 503);
    send(HttpMethod.DELETE, "/api/v1/instructions/id-1", "", 503);
    assertThat(hub.commands()).isEmpty();
  }
}
