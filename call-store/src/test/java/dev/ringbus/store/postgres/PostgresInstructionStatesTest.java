package dev.ringbus.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.store.testkit.InstructionStatesContract;
import dev.ringbus.store.testkit.Store;
import dev.ringbus.store.testkit.TestStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresInstructionStatesTest extends InstructionStatesContract {

  private final TestStore store = TestStore.create(CLOCK);

  @AfterEach
  void closes() {
    store.close();
  }

  @Override
  protected Store store() {
    return store;
  }

  @Test
  void findsThoseOfACallByAnIndexAlone() {
    assertThat(String.join("\n", store.genericPlan(InstructionRows.OF_CALL)))
        .contains("instructions_of_call")
        .doesNotContain("Sort");
  }

  @Test
  void findsWhatIsToBeForgottenByAnIndexAlone() {
    assertThat(String.join("\n", store.genericPlan(InstructionRows.FORGET)))
        .contains("instructions_created")
        .doesNotContain("Sort");
  }
}
