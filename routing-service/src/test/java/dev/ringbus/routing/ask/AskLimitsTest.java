package dev.ringbus.routing.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.Body;
import dev.ringbus.routing.Calls;
import dev.ringbus.routing.ask.AskResult.Failed;
import dev.ringbus.routing.ask.AskResult.Failure;
import dev.ringbus.routing.ask.CrmServer.Behaviour;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** A CRM cannot take more time, memory or connections than it is given. */
class AskLimitsTest extends AskFixture {

  @Test
  void boundsTheHeadOfAnAnswer() {
    crm.does(send("HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(100_000) + "\r\n\r\n"));

    assertThat(failure(result(posting()))).isEqualTo(Failure.MALFORMED);
  }

  @Test
  void boundsTheBodyOfAnAnswer() {
    crm.answers(200, JSON, "{\"text\":\"" + "x".repeat(BoundedBody.LIMIT) + "\"}");

    assertThat(failure(result(posting()))).isEqualTo(Failure.TOO_LARGE);
  }

  @Test
  void takesABodyOfExactlyTheLimit() {
    String start = "{\"phones\":[\"74959876543\"]";
    crm.answers(200, JSON, start + " ".repeat(BoundedBody.LIMIT - start.length() - 1) + "}");

    assertThat(result(posting())).isEqualTo(FORWARDED);
  }

  @Test
  void stopsReadingABodyWithoutEnd() {
    crm.does(
        new Behaviour.SendForEver(
            Body.of("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
            Body.of("5\r\nxxxxx\r\n")));

    assertThat(failure(result(posting()))).isEqualTo(Failure.TOO_LARGE);
  }

  @Test
  void doesNotWaitBeyondTheRulesLimit() {
    crm.does(new Behaviour.Silence());

    AskResult result =
        prepare(post(SHORT)).about(Calls.comagic(), AMPLE, Context.root()).block(AMPLE);

    assertThat(result).isEqualTo(new Failed(Failure.TIMEOUT, "no answer within 150 ms"));
  }

  @Test
  void doesNotWaitBeyondWhatIsLeft() {
    crm.does(new Behaviour.Silence());

    AskResult result = posting().about(Calls.comagic(), SHORT, Context.root()).block(AMPLE);

    assertThat(failure(result)).isEqualTo(Failure.TIMEOUT);
  }

  @Test
  void doesNotWaitForTheRestOfAnAnswer() {
    crm.does(send("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"phones\":"));

    assertThat(failure(result(prepare(post(SHORT))))).isEqualTo(Failure.TIMEOUT);
  }

  @Test
  void asksNoMoreAtOnceThanItMay() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(2);
    crm.does(_ -> {
      asked.countDown();
      return new Behaviour.Silence();
    });
    Ask ask = prepare(post(AMPLE), settings(2));
    var waiting =
        Flux.range(0, 2)
            .flatMap(_ -> ask.about(Calls.comagic(), AMPLE, Context.root()))
            .subscribe(_ -> {}, _ -> {});
    asked.await();

    assertThat(failure(result(ask))).isEqualTo(Failure.BUSY);
    waiting.dispose();
    answersForward();
    assertThat(result(ask)).isEqualTo(FORWARDED);
  }

  @Test
  void leavesACrmAloneThatFails() {
    crm.answers(503, JSON, "{}");
    Ask ask = posting();
    for (int i = 0; i < 3; i++) {
      assertThat(failure(result(ask))).isEqualTo(Failure.UNAVAILABLE);
    }

    assertThat(failure(result(ask))).isEqualTo(Failure.RESTING);
    assertThat(crm.requests()).hasSize(3);

    answersForward();
    clock.move(Duration.ofSeconds(10));
    assertThat(result(ask)).isEqualTo(FORWARDED);
    assertThat(result(ask)).isEqualTo(FORWARDED);
  }

  @Test
  void doesNotBlameACrmForTimeThatOthersUsed() {
    crm.does(new Behaviour.Silence());
    Ask ask = posting();

    for (int i = 0; i < 4; i++) {
      assertThat(failure(ask.about(Calls.comagic(), SHORT, Context.root()).block(AMPLE)))
          .isEqualTo(Failure.TIMEOUT);
    }
  }
}
