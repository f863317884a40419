package dev.ringbus.bus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.BrokerUnavailable;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/**
 * What every log of values of calls does.
 *
 * @param <T> what it holds
 */
public abstract class RecordLogContract<T> {

  /** A value of a call that no other test has. */
  protected abstract T value();

  /** Gives it to a log on a broker that is up. */
  protected abstract Mono<Void> write(T value);

  /** Gives it to a log whose broker cannot be reached. */
  protected abstract Mono<Void> writeWithoutBroker(T value);

  /** What the log has under the key of that value, in its order. */
  protected abstract List<T> stored(T value);

  @Test
  void keepsWhatItWasGivenInOrder() {
    T value = value();

    StepVerifier.create(write(value)).verifyComplete();
    StepVerifier.create(write(value)).verifyComplete();

    assertThat(stored(value)).containsExactly(value, value);
  }

  @Test
  void storesNothingBeforeItIsSubscribedTo() {
    T value = value();

    Mono<Void> unsent = write(value);

    assertThat(stored(value)).isEmpty();
    StepVerifier.create(unsent).verifyComplete();
    assertThat(stored(value)).containsExactly(value);
  }

  @Test
  void keepsAValueWhoseSubscriberWentAway() {
    T value = value();
    var subscriber = new BaseSubscriber<Void>() {};

    write(value).subscribe(subscriber);
    subscriber.cancel();

    await().untilAsserted(() -> assertThat(stored(value)).containsExactly(value));
  }

  @Test
  void saysThatTheBrokerIsUnavailable() {
    StepVerifier.create(writeWithoutBroker(value())).verifyError(BrokerUnavailable.class);
  }
}
