package dev.ringbus.routing;

import dev.ringbus.model.DecisionSource;
import dev.ringbus.model.Platform;
import dev.ringbus.model.WireName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * What is counted: {@code ringbus.rules}, the time that plans took by platform and by what decided,
 * and {@code ringbus.rules.skipped}, rules that applied, or should have told whether they apply,
 * and did not decide.
 */
final class RoutingMeters {

  /** Why a rule did not decide. */
  enum Skip implements WireName {
    /** Its condition could not be evaluated. */
    CONDITION("condition"),
    /** The calling PBX can do nothing of it now. */
    UNFIT("unfit"),
    /** Its question brought no instruction. */
    ASK("ask"),
    /** There was no time left to ask. */
    LATE("late");

    private final String wireName;

    Skip(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  private final MeterRegistry registry;
  private final Map<Skip, Counter> skipped = new EnumMap<>(Skip.class);

  RoutingMeters(MeterRegistry registry) {
    this.registry = registry;
    for (Skip reason : Skip.values()) {
      skipped.put(
          reason,
          Counter.builder("ringbus.rules.skipped")
              .description("Rules that did not decide although they might have")
              .tag("reason", reason.wireName())
              .register(registry));
    }
  }

  void skipped(Skip reason) {
    Counter counter = skipped.get(reason);
    if (counter != null) {
      counter.increment();
    }
  }

  void decided(Platform platform, DecisionSource source, Duration latency) {
    Timer.builder("ringbus.rules")
        .description("Plans followed, by what decided")
        .tag("platform", platform.value())
        .tag("source", source.wireName())
        .publishPercentileHistogram()
        .register(registry)
        .record(latency);
  }
}
