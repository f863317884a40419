package dev.ringbus.ingress;

import dev.ringbus.model.DecisionRecord;
import dev.ringbus.model.DecisionSource;
import dev.ringbus.model.Platform;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The facts that are counted. Every meter exists from the start, so that a fact that has not
 * happened yet reads as 0, and none is looked up on the way of a request.
 */
final class IngressMetrics {

  /** What became of a request, as {@code result} of {@code ringbus.requests}. */
  enum Result {
    /** Events are stored, and nothing was asked. */
    STORED,
    /** A question is answered. */
    ANSWERED,
    POLLED,
    PROBED,
    NOT_STORED,
    UNAUTHORIZED,
    UNKNOWN_PATH,
    WRONG_METHOD,
    TOO_LARGE,
    UNREADABLE,
    /** The configuration was not known yet. */
    NOT_READY,
    /** The client went away, or was cut off, in the middle of its request. */
    BROKEN_OFF,
    /** A fault of our own. */
    FAILED;

    private String tag() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final Duration[] BUCKETS =
      Stream.of(1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 1500, 2000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final Map<Platform, Meters> byPlatform;
  private final Counter duplicates;
  private final Counter polls;
  private final Counter lost;
  private final Counter unrecorded;
  private final Counter offered;
  private final Counter unwrittenOffers;
  private final Counter unreportedPolls;

  IngressMetrics(MeterRegistry registry, List<Platform> platforms) {
    byPlatform =
        platforms.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(), platform -> new Meters(registry, platform)));
    duplicates =
        Counter.builder("ringbus.duplicates")
            .description("Events that were sent again after they had been acknowledged")
            .register(registry);
    polls =
        Counter.builder("ringbus.polls")
            .description("Requests that ask whether an instruction waits")
            .register(registry);
    lost =
        Counter.builder("ringbus.lost")
            .tag("what", "events")
            .description("What neither the broker nor the spool took")
            .register(registry);
    unrecorded =
        Counter.builder("ringbus.lost")
            .tag("what", "decision-records")
            .description("What neither the broker nor the spool took")
            .register(registry);
    offered =
        Counter.builder("ringbus.instructions.offered")
            .description("Instructions that were given as the answer to a poll")
            .register(registry);
    unwrittenOffers =
        Counter.builder("ringbus.instructions.unwritten")
            .description("Offers that were put off, since the broker did not record them in time")
            .register(registry);
    unreportedPolls =
        Counter.builder("ringbus.lost")
            .tag("what", "poll-reports")
            .description("What neither the broker nor the spool took")
            .register(registry);
  }

  void answered(Platform platform, Result result, Duration latency) {
    Meters meters = meters(platform);
    meters.results.count(result);
    if (result != Result.BROKEN_OFF) {
      meters.answers.record(latency);
    }
    if (result == Result.POLLED) {
      polls.increment();
    }
  }

  void decided(DecisionRecord decision) {
    Meters meters = meters(decision.platform());
    (decision.fallback() ? meters.fallbacks : meters.decisions).count(decision.source());
  }

  void duplicates(int events) {
    if (events > 0) {
      duplicates.increment(events);
    }
  }

  void lost(int events) {
    lost.increment(events);
  }

  void unrecorded() {
    unrecorded.increment();
  }

  void offered() {
    offered.increment();
  }

  void unwrittenOffer() {
    unwrittenOffers.increment();
  }

  void unreportedPolls() {
    unreportedPolls.increment();
  }

  private Meters meters(Platform platform) {
    Meters meters = byPlatform.get(platform);
    if (meters == null) {
      throw new IllegalArgumentException("no dialect of " + platform + " is registered");
    }
    return meters;
  }

  private static final class Meters {

    private final Counts<Result> results;
    private final Counts<DecisionSource> decisions;
    private final Counts<DecisionSource> fallbacks;
    private final Timer answers;

    Meters(MeterRegistry registry, Platform platform) {
      results =
          new Counts<>(
              Result.class,
              result ->
                  Counter.builder("ringbus.requests")
                      .tag("platform", platform.value())
                      .tag("result", result.tag())
                      .description("Requests of PBXs, by what became of them")
                      .register(registry));
      decisions = decisions(registry, platform, false);
      fallbacks = decisions(registry, platform, true);
      answers =
          Timer.builder("ringbus.answers")
              .tag("platform", platform.value())
              .description("From the receipt of a request to its answer")
              .serviceLevelObjectives(BUCKETS)
              .register(registry);
    }

    private static Counts<DecisionSource> decisions(
        MeterRegistry registry, Platform platform, boolean fallback) {
      return new Counts<>(
          DecisionSource.class,
          source ->
              Counter.builder("ringbus.decisions")
                  .tag("platform", platform.value())
                  .tag("source", source.wireName())
                  .tag("fallback", Boolean.toString(fallback))
                  .description("What waiting calls were answered, by where it came from")
                  .register(registry));
    }
  }

  /** A counter for each constant. */
  private static final class Counts<E extends Enum<E>> {

    private final EnumMap<E, Counter> counters;

    Counts(Class<E> type, Function<E, Counter> register) {
      counters = new EnumMap<>(type);
      for (E constant : type.getEnumConstants()) {
        counters.put(constant, register.apply(constant));
      }
    }

    void count(E constant) {
      Optional.ofNullable(counters.get(constant)).orElseThrow().increment();
    }
  }
}
