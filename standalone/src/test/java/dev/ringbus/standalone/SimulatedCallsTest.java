package dev.ringbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.Answer;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction;
import dev.ringbus.simulator.Simulation;
import dev.ringbus.simulator.SimulationSettings;
import dev.ringbus.simulator.SimulationSummary;
import dev.ringbus.simulator.SimulationSummary.Conclusion;
import dev.ringbus.simulator.Work;
import dev.ringbus.simulator.exchange.Exchange;
import dev.ringbus.simulator.exchange.Verdict;
import dev.ringbus.simulator.misbehaviour.Misbehaviour;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole calls of every platform, behaving and misbehaving, and what is on the topics after them.
 */
@Isolated("none of its answers may be late")
class SimulatedCallsTest {

  private static final int CALLS = 4;
  private static final double SPEED = 2_000;

  /** As long as the plans' deadlines. */
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  /** Calls are numbered by the second that they begin in: each run has a second of its own. */
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final TestHub hub = TestHub.shared();

  static Stream<Set<Misbehaviour>> ways() {
    return Stream.concat(
        Stream.of(Set.of(), Set.of(Misbehaviour.values())),
        Stream.of(Misbehaviour.values()).map(Set::of));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void areAnsweredValidlyAndKeptOnceAndInOrder(Set<Misbehaviour> ways) throws Exception {
    double spooledBefore = hub.services().metric("ringbus.spool.appended");
    List<Exchange> exchanges = new ArrayList<>();

    SimulationSummary summary =
        new Simulation(
                SimulationSettings.of(hub.url(""), new Work.Calls(CALLS, CALLS, SPEED))
                    .misbehaving(ways)
                    .within(DEADLINE)
                    .seeded(ways.hashCode()),
                Clock.offset(Clock.systemUTC(), Duration.ofSeconds(RUNS.getAndIncrement())))
            .run(hub.accounts(), exchanges::add);

    assertThat(summary.conclusion()).as(text(summary)).isEqualTo(Conclusion.ALL_VALID);
    assertThat(summary.platforms()).as(text(summary)).hasSize(4).allMatch(it -> it.late() == 0);
    assertThat(summary.platforms())
        .as("no platform has cause to stop its requests\n%s", text(summary))
        .allMatch(it -> it.givenUp().count() == 0 && it.curtailed().count() == 0);
    AcknowledgedCalls acknowledged = AcknowledgedCalls.of(exchanges, hub.accounts());
    assertThat(acknowledged.events()).hasSize(CALLS * hub.accounts().size());
    double spooled = hub.services().metric("ringbus.spool.appended") - spooledBefore;
    acknowledged
        .events()
        .forEach(
            (call, expected) -> assertThat(events(call, spooled)).as(call).isEqualTo(expected));
    acknowledged.questions().forEach(this::assertRecorded);
  }

  /** The events of a call on the topic, which has none twice unless the spool was used. */
  private List<AcknowledgedCalls.Fact> events(String call, double spooled) {
    List<Stored> records = hub.events().of(call);
    List<Stored> once = Stored.once(records);
    // How often is not ours to say: a spooled record whose acknowledgement is late is sent again.
    if (spooled == 0) {
      assertThat(records).as(call).hasSameSizeAs(once);
    }
    return once.stream().map(AcknowledgedCalls.Fact::of).toList();
  }

  /** Each answer is recorded, in their order, with what was answered. */
  private void assertRecorded(String call, List<Exchange> questions) {
    List<Stored> records = hub.decisions(call, questions.size());
    assertThat(records).as(call).hasSameSizeAs(questions);
    for (int i = 0; i < questions.size(); i++) {
      Stored stored = records.get(i);
      assertThat(stored.value().path("late").asBoolean()).as(call).isFalse();
      assertThat(stored.value().path("fallback").asBoolean()).as(call).isFalse();
      assertThat(instructions(stored)).as(call).isEqualTo(instructions(questions.get(i)));
    }
  }

  private static List<String> instructions(Stored decision) {
    return decision
        .value()
        .path("decision")
        .valueStream()
        .map(instruction -> instruction.propertyNames().iterator().next())
        .toList();
  }

  private static List<String> instructions(Exchange question) {
    return question.result() instanceof Exchange.Result.Answered(_, Verdict verdict, _)
            && verdict instanceof Verdict.Valid(Answer.Instructed(Decision decision))
        ? decision.instructions().stream().map(Instruction::name).toList()
        : List.of();
  }

  private static String text(SimulationSummary summary) {
    StringWriter text = new StringWriter();
    summary.print(new PrintWriter(text));
    return text.toString();
  }
}
