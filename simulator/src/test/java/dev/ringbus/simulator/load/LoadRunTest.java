package dev.ringbus.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.Answer;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.model.Platform;
import dev.ringbus.simulator.exchange.Figures;
import dev.ringbus.simulator.exchange.Tally;
import dev.ringbus.simulator.http.ManualHub;
import dev.ringbus.simulator.http.ManualLoop;
import dev.ringbus.simulator.pbx.Serial;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoadRunTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Instant BEGAN = Instant.parse("2026-11-20T12:00:00Z");

  private final ManualLoop loop = new ManualLoop();
  private final Tally warmUp = tally();
  private final Tally measured = tally();
  private final List<LoadFigures> done = new ArrayList<>();

  @Test
  void sendsAtItsRateAlthoughNothingIsAnswered() {
    ManualHub hub = new ManualHub(loop, 1000, _ -> Duration.ofHours(1));
    start(hub, new Arrivals.Open(100, 1000), plan(SECOND));

    loop.pass(SECOND.dividedBy(2));

    assertThat(hub.sentAt())
        .hasSize(51)
        .isEqualTo(IntStream.range(0, 51).mapToObj(n -> Duration.ofMillis(10L * n)).toList());
    assertThat(done).isEmpty();
  }

  @Test
  void countsTheWaitForAConnectionFromWhenARequestWasDue() {
    ManualHub hub =
        new ManualHub(loop, 1, n -> n == 0 ? Duration.ofMillis(950) : Duration.ofMillis(1));
    start(hub, new Arrivals.Open(10, 1), plan(SECOND));

    loop.pass(SECOND.multipliedBy(2));

    Figures figures = measured.figures();
    assertThat(figures.valid()).isEqualTo(10);
    assertThat(figures.latencies().max()).isEqualTo(Duration.ofMillis(950));
    // Due at 100, 200 … 900 ms, answered one after another from 951 ms on.
    assertThat(figures.latencies().p90()).isBetween(Duration.ofMillis(851), rounded(851));
    assertThat(figures.latencies().p50()).isBetween(Duration.ofMillis(455), rounded(455));
    assertThat(figures.late()).isEqualTo(3);
  }

  @Test
  void measuresNothingOfTheWarmUp() {
    ManualHub hub = new ManualHub(loop, 10, _ -> Duration.ofMillis(5));
    start(hub, new Arrivals.Open(100, 10), new LoadPlan(SECOND, SECOND, Long.MAX_VALUE, PATIENCE));

    loop.pass(SECOND.multipliedBy(3));

    assertThat(warmUp.figures().sent()).isEqualTo(100);
    assertThat(measured.figures().sent()).isEqualTo(100);
    assertThat(done)
        .singleElement()
        .satisfies(figures -> {
          assertThat(figures.requests()).isEqualTo(100);
          assertThat(figures.unsent()).isZero();
        });
  }

  @Test
  void saysHowManyRequestsNeverFoundAConnection() {
    ManualHub hub = new ManualHub(loop, 2, _ -> Duration.ofHours(1));
    start(hub, new Arrivals.Open(10, 2), plan(SECOND));

    loop.pass(Duration.ofHours(2));

    assertThat(hub.sentAt()).hasSize(2);
    assertThat(done).singleElement().extracting(LoadFigures::unsent).isEqualTo(8L);
  }

  @Test
  void keepsEachConnectionBusyWhenItSaturates() {
    ManualHub hub = new ManualHub(loop, 4, _ -> Duration.ofMillis(10));
    start(hub, new Arrivals.Saturated(4), plan(SECOND));

    loop.pass(SECOND.multipliedBy(2));

    assertThat(measured.figures().valid()).isEqualTo(400);
    assertThat(measured.figures().latencies().max()).isEqualTo(Duration.ofMillis(10));
    assertThat(done).singleElement().extracting(LoadFigures::perSecond).isEqualTo(400.0);
  }

  @Test
  void endsAfterSoManyRequests() {
    ManualHub hub = new ManualHub(loop, 4, _ -> Duration.ofMillis(10));
    start(hub, new Arrivals.Saturated(4), new LoadPlan(Duration.ZERO, SECOND, 7, PATIENCE));

    loop.pass(SECOND);

    assertThat(hub.sentAt()).hasSize(7);
    assertThat(done).singleElement().extracting(LoadFigures::requests).isEqualTo(7L);
  }

  @Test
  void restsBetweenFailuresWhenItSaturates() {
    ManualHub hub = new ManualHub(loop, 1, _ -> Duration.ZERO).failing("no connection");
    start(hub, new Arrivals.Saturated(1), plan(SECOND));

    loop.pass(SECOND.multipliedBy(2));

    assertThat(hub.sentAt()).hasSize(10);
    assertThat(measured.figures().unanswered().count()).isEqualTo(10);
    assertThat(done).hasSize(1);
  }

  private LoadPlan plan(Duration duration) {
    return new LoadPlan(Duration.ZERO, duration, Long.MAX_VALUE, PATIENCE);
  }

  private void start(ManualHub hub, Arrivals arrivals, LoadPlan plan) {
    Serial first = Serial.of(BEGAN, 0);
    byte[] request = ("GET /" + first + " HTTP/1.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    Shooter shooter =
        Prepared.of(hub, (PbxResponse _) -> new Answer.Nothing(), request, first, BEGAN)
            .orElseThrow();
    List<LoadRun.Target> targets = List.of(new LoadRun.Target(shooter, warmUp, measured));
    new LoadRun(loop, hub, arrivals, plan, targets, done::add).start();
  }

  private static Tally tally() {
    return new Tally(new Platform("comagic"), Duration.ofMillis(700));
  }

  /** A histogram of three significant digits rounds up by a thousandth at most. */
  private static Duration rounded(long millis) {
    return Duration.ofNanos(millis * 1_001_000);
  }
}
