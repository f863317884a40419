package dev.ringbus.bus.testkit;

import static dev.ringbus.bus.testkit.Samples.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.bus.ConfigurationStore;
import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.model.ConfigResource;
import dev.ringbus.model.Configuration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.test.StepVerifier;

/** What every {@link ConfigurationStore} and every {@link ConfigurationView} of it do. */
public abstract class ConfigurationContract {

  private static final ConfigResource ONE = plan("one", "v1");
  private static final ConfigResource TWO = plan("two", "v1");

  private final Disposable.Swap watching = Disposables.swap();

  /** A store; what other tests left in it does not matter. */
  protected abstract ConfigurationStore store();

  /** A view of that store. */
  protected abstract ConfigurationView view();

  /** A store whose broker cannot be reached. */
  protected abstract ConfigurationStore storeWithoutBroker();

  @AfterEach
  void watchesNoLonger() {
    watching.dispose();
  }

  @BeforeEach
  void startsWithNothing() {
    StepVerifier.create(
            store().read().flatMap(found -> store().replace(found, Configuration.EMPTY)))
        .verifyComplete();
    await().until(() -> view().isReady() && shows(Configuration.EMPTY));
  }

  /** To those who ask, and to those who have subscribed: they are told one after the other. */
  private boolean shows(Configuration configuration) {
    return view().current().equals(configuration)
        && configuration.equals(view().changes().blockFirst());
  }

  private void replace(Configuration from, Configuration to) {
    StepVerifier.create(store().replace(from, to)).verifyComplete();
  }

  private static Configuration of(ConfigResource... resources) {
    return Configuration.of(List.of(resources));
  }

  @Test
  void readsBackWhatItHolds() {
    replace(Configuration.EMPTY, of(ONE, TWO));

    StepVerifier.create(store().read()).expectNext(of(ONE, TWO)).verifyComplete();
  }

  @Test
  void showsWhatIsAddedChangedAndRemoved() {
    replace(Configuration.EMPTY, of(ONE, TWO));
    await().until(() -> view().current().equals(of(ONE, TWO)));

    ConfigResource changed = plan("one", "v2");
    replace(of(ONE, TWO), of(changed));
    await().until(() -> view().current().equals(of(changed)));
  }

  @Test
  void leavesAloneWhatIsInNeitherConfiguration() {
    replace(Configuration.EMPTY, of(ONE));
    replace(Configuration.EMPTY, of(TWO));

    StepVerifier.create(store().read()).expectNext(of(ONE, TWO)).verifyComplete();
  }

  @Test
  void tellsSubscribersWhatIsNowAndEachChange() {
    List<Configuration> seen = new CopyOnWriteArrayList<>();
    watching.update(view().changes().subscribe(seen::add));

    assertThat(seen).containsExactly(Configuration.EMPTY);
    replace(Configuration.EMPTY, of(ONE));

    await().untilAsserted(() -> assertThat(seen).endsWith(of(ONE)));
  }

  @Test
  void showsASlowSubscriberTheLatest() {
    List<Configuration> told = new CopyOnWriteArrayList<>();
    StepVerifier.create(view().changes(), 1)
        .expectNext(Configuration.EMPTY)
        // Subscribed later, it is told later.
        .then(() -> watching.update(view().changes().subscribe(told::add)))
        .then(() -> replaceInTurn(plan("one", "v1"), plan("one", "v2"), plan("one", "v3")))
        .then(() -> await().until(() -> told.getLast().equals(of(plan("one", "v3")))))
        .thenRequest(1)
        .expectNext(of(plan("one", "v3")))
        .thenCancel()
        .verify();
  }

  private void replaceInTurn(ConfigResource... versions) {
    Stream.of(versions)
        .forEach(version -> {
          replace(view().current(), of(version));
          await().until(() -> view().current().equals(of(version)));
        });
  }

  @Test
  void saysThatTheBrokerIsUnavailable() {
    StepVerifier.create(storeWithoutBroker().read()).verifyError(BrokerUnavailable.class);
    StepVerifier.create(storeWithoutBroker().replace(Configuration.EMPTY, of(ONE)))
        .verifyError(BrokerUnavailable.class);
  }
}
