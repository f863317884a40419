package dev.ringbus.bus.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.InstructionOutcomeLog;
import dev.ringbus.bus.OfferLog;
import dev.ringbus.bus.OfferLog.Offerer;
import dev.ringbus.bus.testkit.OfferLogContract;
import dev.ringbus.bus.testkit.Samples;
import dev.ringbus.model.InstructionOutcome;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class KafkaOfferLogTest extends OfferLogContract {

  private static TestBus one;
  private static TestBus other;
  private static TestBus alone;

  @BeforeAll
  static void start() {
    one = TestBus.start(OfferLogConfiguration.class);
    other = TestBus.start(OfferLogConfiguration.class);
    alone =
        TestBus.starting(TestBus.NOWHERE.bootstrapServers(), Map.of(), OfferLogConfiguration.class);
  }

  @AfterAll
  static void stop() {
    one.close();
    other.close();
    alone.close();
  }

  @Override
  protected OfferLog one() {
    return one.get(OfferLog.class);
  }

  @Override
  protected OfferLog other() {
    return other.get(OfferLog.class);
  }

  @Override
  protected OfferLog withoutBroker() {
    return alone.get(OfferLog.class);
  }

  @Test
  void knowsFromItsStartWhatWasOfferedBefore() {
    InstructionOutcome offered = Samples.outcome(Samples.waiting(Samples.newCall()));
    StepVerifier.create(one().claim(offered, Context.root())).expectNextCount(1).verifyComplete();

    try (TestBus later = TestBus.start(OfferLogConfiguration.class)) {
      OfferLog log = later.get(OfferLog.class);
      await().until(log::isReady);
      assertThat(log.find(offered.id())).contains(Offerer.ANOTHER);
    }
  }

  @Test
  void takesAnOfferOfNobodyKnownForAnothers() {
    InstructionOutcome offered = Samples.outcome(Samples.waiting(Samples.newCall()));

    StepVerifier.create(one.get(InstructionOutcomeLog.class).record(offered, Context.root()))
        .verifyComplete();

    await().until(() -> one().find(offered.id()).equals(Optional.of(Offerer.ANOTHER)));
  }
}
