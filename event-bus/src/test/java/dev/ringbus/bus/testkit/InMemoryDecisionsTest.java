package dev.ringbus.bus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.DecisionClient;
import dev.ringbus.bus.DecisionServer;
import dev.ringbus.model.DecisionRequest;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class InMemoryDecisionsTest extends DecisionsContract {

  private final InMemoryBroker broker = new InMemoryBroker();
  private final InMemoryDecisions decisions = new InMemoryDecisions(broker, Clock.systemUTC());

  InMemoryDecisionsTest() {
    decisions.server().serve(this::answer);
  }

  @Override
  protected DecisionClient client() {
    return decisions.client();
  }

  @Override
  protected DecisionServer server() {
    return decisions.server();
  }

  @Override
  protected DecisionClient clientWithoutBroker() {
    broker.down();
    return decisions.client();
  }

  @Test
  void keepsTheQuestionsThatNobodyServes() {
    Clock still = Clock.fixed(Instant.now(), ZoneOffset.UTC);
    InMemoryDecisions unserved = new InMemoryDecisions(broker, still);
    unserved.server().serve(this::answer);
    unserved.stopServing();
    DecisionRequest request = Samples.question(still.instant().plusMillis(300));

    StepVerifier.create(unserved.client().ask(request, Context.root())).verifyComplete();

    assertThat(unserved.questions()).containsExactly(request);
  }

  @Test
  void givesUpAtTheDeadlineWhenTheBrokerIsSilent() {
    broker.silent();
    DecisionRequest request = Samples.question(Instant.now().plusMillis(50));

    StepVerifier.create(client().ask(request, Context.root())).verifyComplete();

    assertThat(decisions.questions()).isEmpty();
  }
}
