package dev.ringbus.poller.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.testkit.Property;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Instructions, offers and the end of the call, in any order in which their topics bring them. */
class RacingTest {

  private static final int ROUNDS = 300;

  /** What the poller may say last of an instruction. */
  private static final List<String> NOT_OFFERED = List.of("rejected", "expired", "withdrawn");

  private static List<String> steps(PollerBench bench, String instruction) {
    return bench.outcomes.outcomes().stream()
        .filter(outcome -> outcome.instruction().equals(instruction))
        .map(outcome -> outcome.id().substring(instruction.length() + 1))
        .toList();
  }

  /** Each instruction came to one end, and nothing is left. */
  private static void hasCometoAnEnd(PollerBench bench, RacingTopics call) {
    assertThat(bench.view.all()).isEmpty();
    assertThat(bench.liveLog.all()).isEmpty();
    assertThat(call.offeredTwice()).isEmpty();
    for (String instruction : call.requested()) {
      List<String> steps = steps(bench, instruction);
      assertThat(steps).as(instruction).doesNotHaveDuplicates();
      if (call.offered().contains(instruction)) {
        assertThat(steps)
            .as("%s, which was offered", instruction)
            .filteredOn(step -> step.equals("delivered") || step.equals(Outcomes.UNPROVEN))
            .hasSize(1);
      } else {
        assertThat(steps)
            .as("%s, which was not offered", instruction)
            .filteredOn(NOT_OFFERED::contains)
            .hasSize(1);
      }
    }
  }

  @Test
  void comesToOneEndInAnyOrder() {
    Property.holds(
        "orders",
        ROUNDS,
        random -> {
          PollerBench bench = new PollerBench();
          RacingTopics call = new RacingTopics(bench, random, RacingTopics.Faults.NONE);
          call.run();
          hasCometoAnEnd(bench, call);
        });
  }

  @Test
  void comesToOneEndWithABrokerThatFails() {
    Property.holds(
        "failures",
        ROUNDS,
        random -> {
          PollerBench bench = new PollerBench();
          RacingTopics call =
              new RacingTopics(
                  bench, random, RacingTopics.failing(new SplittableRandom(random.nextLong())));
          call.run();
          hasCometoAnEnd(bench, call);
        });
  }

  @Test
  void doesNothingNewWithARecordThatComesAgain() {
    Property.holds(
        "redeliveries",
        ROUNDS,
        random -> {
          long seed = random.nextLong();
          PollerBench once = new PollerBench();
          new RacingTopics(once, new SplittableRandom(seed), RacingTopics.Faults.NONE).run();
          PollerBench often = new PollerBench();
          new RacingTopics(
                  often,
                  new SplittableRandom(seed),
                  RacingTopics.redelivering(new SplittableRandom(seed)))
              .run();

          assertThat(often.outcomes.outcomes())
              .extracting(InstructionOutcome::id)
              .containsExactlyElementsOf(
                  once.outcomes.outcomes().stream().map(InstructionOutcome::id).toList());
          assertThat(often.view.all()).isEmpty();
          assertThat(often.liveLog.all()).isEmpty();
        });
  }

  /** What is said twice then has the same id, and nothing is offered twice. */
  @Test
  void offersNothingTwiceOverRestarts() {
    Property.holds(
        "restarts",
        ROUNDS,
        random -> {
          PollerBench bench = new PollerBench();
          RacingTopics call =
              new RacingTopics(
                  bench, random, RacingTopics.restarting(new SplittableRandom(random.nextLong())));
          call.run();

          assertThat(call.offeredTwice()).isEmpty();
          assertThat(bench.view.all()).isEmpty();
          assertThat(bench.liveLog.all()).isEmpty();
        });
  }
}
