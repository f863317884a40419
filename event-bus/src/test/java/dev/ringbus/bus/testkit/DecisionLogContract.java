package dev.ringbus.bus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.bus.DecisionLog;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.DecisionRecord;
import io.opentelemetry.context.Context;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** What every {@link DecisionLog} does. */
public abstract class DecisionLogContract {

  private final DecisionRecord decision = Samples.record(Samples.newCall());

  /** A log on a broker that is up. */
  protected abstract DecisionLog log();

  /** A log whose broker cannot be reached. */
  protected abstract DecisionLog logWithoutBroker();

  /** What the log has of a call, in its order. */
  protected abstract List<DecisionRecord> stored(CallKey key);

  @Test
  void keepsADecisionWithItsReasons() {
    StepVerifier.create(log().record(decision, Context.root())).verifyComplete();

    assertThat(stored(decision.key())).containsExactly(decision);
  }

  @Test
  void saysThatTheBrokerIsUnavailable() {
    StepVerifier.create(logWithoutBroker().record(decision, Context.root()))
        .verifyError(BrokerUnavailable.class);
  }
}
