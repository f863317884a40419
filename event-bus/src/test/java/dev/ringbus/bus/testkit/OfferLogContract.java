package dev.ringbus.bus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.bus.OfferLog;
import dev.ringbus.bus.OfferLog.Offerer;
import dev.ringbus.model.InstructionOutcome;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What every {@link OfferLog} does. */
public abstract class OfferLogContract {

  private final InstructionOutcome offered = offer();

  private static InstructionOutcome offer() {
    return Samples.outcome(Samples.waiting(Samples.newCall()));
  }

  /** The log of an instance. */
  protected abstract OfferLog one();

  /** The log of another instance, on the same broker. */
  protected abstract OfferLog other();

  /** A log whose broker cannot be reached. */
  protected abstract OfferLog withoutBroker();

  private static Mono<Offerer> claim(OfferLog log, InstructionOutcome offered) {
    return log.claim(offered, Context.root());
  }

  @Test
  void isOfferedByTheFirstThatRecordsIt() {
    StepVerifier.create(claim(one(), offered)).expectNext(Offerer.THIS_INSTANCE).verifyComplete();
    StepVerifier.create(claim(other(), offered)).expectNext(Offerer.ANOTHER).verifyComplete();
    StepVerifier.create(claim(one(), offered)).expectNext(Offerer.THIS_INSTANCE).verifyComplete();
  }

  @Test
  void knowsWhatAnotherOffers() {
    assertThat(other().find(offered.id())).isEmpty();

    StepVerifier.create(claim(one(), offered)).expectNextCount(1).verifyComplete();

    await().until(() -> other().find(offered.id()).equals(Optional.of(Offerer.ANOTHER)));
    assertThat(one().find(offered.id())).contains(Offerer.THIS_INSTANCE);
  }

  @Test
  void hasOneOffererOfManyAtTheSameTime() {
    for (InstructionOutcome each : IntStream.range(0, 50).mapToObj(_ -> offer()).toList()) {
      List<Offerer> offerers =
          Flux.merge(claim(one(), each), claim(other(), each)).collectList().block();

      assertThat(offerers).containsExactlyInAnyOrder(Offerer.THIS_INSTANCE, Offerer.ANOTHER);
    }
  }

  @Test
  void tellsOffersApart() {
    StepVerifier.create(claim(one(), offered)).expectNextCount(1).verifyComplete();

    StepVerifier.create(claim(other(), offer())).expectNext(Offerer.THIS_INSTANCE).verifyComplete();
  }

  @Test
  void isReady() {
    await().until(() -> one().isReady());
  }

  @Test
  void saysThatTheBrokerIsUnavailable() {
    StepVerifier.create(claim(withoutBroker(), offered)).verifyError(BrokerUnavailable.class);
  }
}
