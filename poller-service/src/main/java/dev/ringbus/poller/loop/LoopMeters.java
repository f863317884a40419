package dev.ringbus.poller.loop;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the loop does, as {@code ringbus.loop.*}: {@code polls} by {@code result}, {@code skipped}
 * by {@code reason}, {@code deviation} of the time between two requests about a call from the
 * interval. A request that asks for nothing leaves no trace but these.
 */
final class LoopMeters {

  /** What came of a request. */
  enum Result {
    NOTHING,
    INSTRUCTED,
    MALFORMED,
    UNANSWERED
  }

  private final Map<Result, Counter> polls = new EnumMap<>(Result.class);
  private final Map<Tick, Counter> skipped = new EnumMap<>(Tick.class);
  private final Timer deviation;

  LoopMeters(MeterRegistry registry) {
    for (Result result : Result.values()) {
      polls.put(
          result,
          Counter.builder("ringbus.loop.polls")
              .tag("result", result.name().toLowerCase(Locale.ROOT))
              .description("Requests to CRMs about live calls, by what came of them")
              .register(registry));
    }
    Arrays.stream(Tick.values())
        .filter(tick -> tick != Tick.ASKED)
        .forEach(tick ->
            skipped.put(
                tick,
                Counter.builder("ringbus.loop.skipped")
                    .tag("reason", tick.wireName())
                    .description("Moments at which a CRM should have been asked and was not")
                    .register(registry)));
    deviation =
        Timer.builder("ringbus.loop.deviation")
            .description("Of the time between two requests about a call from the interval")
            .serviceLevelObjectives(
                Duration.ofMillis(10),
                Duration.ofMillis(30),
                Duration.ofMillis(100),
                Duration.ofMillis(300),
                Duration.ofSeconds(1))
            .register(registry);
  }

  void came(Result result) {
    count(polls.get(result));
  }

  void skipped(Tick tick) {
    count(skipped.get(tick));
  }

  void deviated(long millis) {
    deviation.record(millis, TimeUnit.MILLISECONDS);
  }

  private static void count(@Nullable Counter counter) {
    if (counter != null) {
      counter.increment();
    }
  }
}
