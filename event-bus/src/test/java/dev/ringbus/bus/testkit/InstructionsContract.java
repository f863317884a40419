package dev.ringbus.bus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.bus.InstructionLog;
import dev.ringbus.bus.InstructionView;
import dev.ringbus.model.CallId;
import dev.ringbus.model.WaitingInstruction;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** What every {@link InstructionLog} and every {@link InstructionView} of it do. */
public abstract class InstructionsContract {

  private final CallId call = Samples.newCall();
  private final WaitingInstruction first = Samples.waiting(call);

  /** A log on a broker that is up. */
  protected abstract InstructionLog log();

  /** A view of that log. */
  protected abstract InstructionView view();

  /** A log whose broker cannot be reached. */
  protected abstract InstructionLog logWithoutBroker();

  private void put(WaitingInstruction instruction) {
    StepVerifier.create(log().put(instruction, Context.root())).verifyComplete();
    await().until(() -> view().find(instruction.key()).equals(Optional.of(instruction)));
  }

  @Test
  void showsWhatWaits() {
    put(first);
  }

  @Test
  void showsTheLatestThatWaits() {
    put(first);

    put(Samples.waiting(call));
  }

  @Test
  void showsNothingOfOtherCalls() {
    put(first);

    assertThat(view().find(Samples.waiting(Samples.newCall()).key())).isEmpty();
  }

  @Test
  void showsNothingAfterItIsRemoved() {
    put(first);

    StepVerifier.create(log().remove(first.key(), Context.root())).verifyComplete();

    await().until(() -> view().find(first.key()).isEmpty());
  }

  @Test
  void showsAllThatWaits() {
    WaitingInstruction other = Samples.waiting(Samples.newCall());
    put(first);
    put(other);

    assertThat(view().all()).contains(first, other);
  }

  @Test
  void readsWhatWaitsForWhoTakesOver() {
    WaitingInstruction gone = Samples.waiting(Samples.newCall());
    put(first);
    put(gone);
    StepVerifier.create(log().remove(gone.key(), Context.root())).verifyComplete();

    List<WaitingInstruction> read = new ArrayList<>();
    StepVerifier.create(log().read(partitions()).doOnNext(read::add).then()).verifyComplete();

    assertThat(read).contains(first).doesNotContain(gone);
  }

  /** All that the topic has. */
  protected abstract Set<Integer> partitions();

  @Test
  void removesWhatIsNotThere() {
    StepVerifier.create(log().remove(first.key(), Context.root())).verifyComplete();
  }

  @Test
  void isReady() {
    await().until(() -> view().isReady());
  }

  @Test
  void saysThatTheBrokerIsUnavailable() {
    StepVerifier.create(logWithoutBroker().put(first, Context.root()))
        .verifyError(BrokerUnavailable.class);
    StepVerifier.create(logWithoutBroker().remove(first.key(), Context.root()))
        .verifyError(BrokerUnavailable.class);
  }
}
