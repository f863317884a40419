package dev.ringbus.simulator.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.Answer;
import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Platform;
import dev.ringbus.simulator.exchange.Courier;
import dev.ringbus.simulator.exchange.Exchange;
import dev.ringbus.simulator.exchange.Tally;
import dev.ringbus.simulator.http.Decoded;
import dev.ringbus.simulator.http.Endpoint;
import dev.ringbus.simulator.http.ManualHub;
import dev.ringbus.simulator.http.ManualLoop;
import dev.ringbus.simulator.misbehaviour.Manners;
import dev.ringbus.simulator.misbehaviour.Misbehaviour;
import dev.ringbus.simulator.pbx.Call;
import dev.ringbus.simulator.pbx.Chance;
import dev.ringbus.simulator.pbx.Habits;
import dev.ringbus.simulator.pbx.Heard;
import dev.ringbus.simulator.pbx.Installation;
import dev.ringbus.simulator.pbx.Meaning;
import dev.ringbus.simulator.pbx.Premises;
import dev.ringbus.simulator.pbx.Step;
import dev.ringbus.simulator.pbx.Step.Send.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallRunTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final int REQUESTS = 9;
  private static final int SEEDS = 50;

  private final ManualLoop loop = new ManualLoop();
  private final ManualHub hub = new ManualHub(loop, 1, _ -> Duration.ofMillis(1));
  private final Tally tally = new Tally(new Platform("sipsim"), Duration.ofSeconds(1));
  private final List<Exchange> exchanges = new ArrayList<>();
  private final List<Step.End> ends = new ArrayList<>();

  @Test
  void takesItsStepsAtThePaceOfTheCall() {
    run(new Counting(Waiting.TELLS), Set.of(), 0, 10);

    assertThat(order()).isEqualTo(inOrder());
    assertThat(hub.sentAt().subList(0, 3))
        .containsExactly(Duration.ofMillis(100), Duration.ofMillis(201), Duration.ofMillis(302));
    assertThat(ends).containsExactly(new Step.Finished("ended"));
  }

  @Test
  void letsTheNextRequestOvertakeWhenItReorders() {
    long swapped = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      CallRunTest one = new CallRunTest();
      one.run(new Counting(Waiting.TELLS), Set.of(Misbehaviour.REORDER), seed, 10);

      List<Integer> order = one.order();
      long overtaken =
          IntStream.range(0, REQUESTS - 1).filter(i -> order.get(i) > order.get(i + 1)).count();
      assertThat(order).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(inOrder());
      for (int i = 0; i < REQUESTS; i++) {
        assertThat(Math.abs(order.get(i) - i)).as("seed %d", seed).isLessThanOrEqualTo(1);
      }
      assertThat(one.counted(Misbehaviour.REORDER)).as("seed %d", seed).isEqualTo(overtaken);
      swapped += overtaken;
    }
    assertThat(swapped).isPositive();
  }

  @Test
  void neverReordersWhatThePbxWaitsFor() {
    for (int seed = 0; seed < SEEDS; seed++) {
      CallRunTest one = new CallRunTest();
      one.run(new Counting(Waiting.ASKS), Set.of(Misbehaviour.REORDER), seed, 10);

      assertThat(one.order()).isEqualTo(inOrder());
      assertThat(one.counted(Misbehaviour.REORDER)).isZero();
    }
  }

  @Test
  void sendsADuplicateByteForByte() {
    long twice = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      CallRunTest one = new CallRunTest();
      Counting call = new Counting(Waiting.ASKS);
      one.run(call, Set.of(Misbehaviour.DUPLICATE, Misbehaviour.CASE), seed, 10);

      List<String> sent = one.hub.wires().stream().map(wire -> text(wire.pieces())).toList();
      long repeated =
          IntStream.range(0, sent.size() - 1)
              .filter(i -> sent.get(i).equals(sent.get(i + 1)))
              .count();
      assertThat(sent).hasSize(REQUESTS + (int) repeated);
      assertThat(one.counted(Misbehaviour.DUPLICATE)).isEqualTo(repeated);
      assertThat(call.heard).as("answers that the call heard").isEqualTo(REQUESTS);
      twice += repeated;
    }
    assertThat(twice).isPositive();
  }

  @Test
  void repeatsItsMisbehaviourWithTheSameSeed() {
    CallRunTest again = new CallRunTest();
    run(new Counting(Waiting.TELLS), Set.of(Misbehaviour.values()), 42, 10);
    again.run(new Counting(Waiting.TELLS), Set.of(Misbehaviour.values()), 42, 10);

    assertThat(exchanges).extracting(Exchange::manner).anyMatch(manner -> !manner.isEmpty());
    assertThat(again.hub.wires().stream().map(wire -> text(wire.pieces())))
        .containsExactlyElementsOf(hub.wires().stream().map(wire -> text(wire.pieces())).toList());
  }

  private void run(Call call, Set<Misbehaviour> misbehave, long seed, double speed) {
    Installation installation =
        new Installation(
            new IntegrationId("acme"),
            new Platform("sipsim"),
            null,
            ZoneOffset.UTC,
            Map.of(),
            Set.of(),
            Premises.INVENTED,
            Habits.DOCUMENTED,
            Clock.fixed(NOW, ZoneOffset.UTC));
    Courier courier =
        new Courier(
            hub,
            installation,
            new Endpoint("h", "/sipsim/acme", new Endpoint.Credential.None()),
            new Manners(misbehave, Chance.of(seed)),
            exchanges::add);
    Courier.Count count = new Courier.Count(tally, new Courier.Since.Sent());
    new CallRun(call, courier, count, loop, speed, ends::add).proceed();
    loop.pass(Duration.ofMinutes(1));
  }

  private List<Integer> order() {
    return hub.wires().stream().map(wire -> Integer.parseInt(Decoded.of(wire).rawQuery())).toList();
  }

  private static List<Integer> inOrder() {
    return IntStream.range(0, REQUESTS).boxed().toList();
  }

  private long counted(Misbehaviour misbehaviour) {
    return tally.figures().manners().getOrDefault(misbehaviour, 0L);
  }

  private static String text(List<byte[]> pieces) {
    StringBuilder text = new StringBuilder();
    pieces.forEach(piece -> text.append(Body.of(piece).text()));
    return text.toString();
  }

  /** A call of requests 0, 1, 2 … a second apart. */
  private static final class Counting implements Call {

    private final Waiting waiting;
    private int next;
    private int heard;

    Counting(Waiting waiting) {
      this.waiting = waiting;
    }

    @Override
    public Step next() {
      if (next == REQUESTS) {
        return new Step.Finished("ended");
      }
      PbxRequest request =
          new PbxRequest("GET", "", Integer.toString(next++), List.of(), Body.EMPTY, NOW);
      return new Step.Send(
          request, Duration.ofSeconds(1), waiting, _ -> new Answer.Nothing(), new Meaning.Probes());
    }

    @Override
    public void hear(Step.Send sent, Heard answer) {
      heard++;
    }
  }
}
