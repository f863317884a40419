package dev.ringbus.ingress.kontur;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.crm.kontur.SystemCall.Call;
import dev.ringbus.crm.kontur.SystemCall.HangUp;
import dev.ringbus.crm.kontur.SystemCall.Synchronize;
import dev.ringbus.testkit.MovableClock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandIdsTest {

  private static final HangUp HANG_UP = new HangUp(null, "acme-mts:12/306", "anna");

  private final MovableClock clock = MovableClock.standing();
  private final CommandIds ids = new CommandIds(clock);
  private final CommandIds ofAnotherInstance = new CommandIds(clock);

  @Test
  void aCallHasOneIdHoweverLateItIsRepeated() {
    Call call = new Call("c1", "anna", null, "79031505050");
    String first = ids.of("acme", call);
    clock.move(Duration.ofHours(3));

    assertThat(ids.of("acme", call)).isEqualTo(first);
    assertThat(ofAnotherInstance.of("acme", new Call("c1", "anna", null, null))).isEqualTo(first);
    assertThat(ids.of("acme", new Call("c2", "anna", null, "79031505050"))).isNotEqualTo(first);
    assertThat(ids.of("other", call)).isNotEqualTo(first);
  }

  @Test
  void aHangUpPressedTwiceWithinSecondsHasOneId() {
    for (int second = 0; second < 10; second++) {
      CommandIds fresh = new CommandIds(clock);
      String first = fresh.of("acme", HANG_UP);
      clock.move(Duration.ofMillis(9_999));

      assertThat(fresh.of("acme", new HangUp("c1", "acme-mts:12/306", "anna"))).isEqualTo(first);
      clock.move(Duration.ofMillis(1_001));
      assertThat(fresh.of("acme", HANG_UP)).isNotEqualTo(first);
    }
  }

  @Test
  void aHangUpHasOneIdInEveryInstance() {
    assertThat(ofAnotherInstance.of("acme", HANG_UP)).isEqualTo(ids.of("acme", HANG_UP));
  }

  @Test
  void differentButtonsHaveDifferentIds() {
    assertThat(
            Set.of(
                ids.of("acme", HANG_UP),
                ids.of("acme", new HangUp(null, "acme-mts:12/307", "anna")),
                ids.of("acme", new HangUp(null, "acme-mts:12/306", "boris")),
                ids.of("acme", new HangUp(null, "acme-mts:12/306", null)),
                ids.of("other", HANG_UP),
                ids.of("acme", new Synchronize()),
                ids.of("other", new Synchronize())))
        .hasSize(7);
  }
}
