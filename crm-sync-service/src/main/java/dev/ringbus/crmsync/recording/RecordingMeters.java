package dev.ringbus.crmsync.recording;

import dev.ringbus.model.WireName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/**
 * What is counted: {@code ringbus.recordings}, attempts to bring a recording to a CRM by what came
 * of them, and {@code ringbus.recordings.disk}, the bytes that are set aside for those on their
 * way.
 */
final class RecordingMeters {

  /** What came of an attempt. */
  enum Result implements WireName {
    UPLOADED("uploaded"),
    /** Not there yet, or not whole. */
    NOT_READY("not-ready"),
    /** There was no room for it. */
    BUSY("busy"),
    REFUSED("refused"),
    /** The CRM did not take it. */
    NOT_TAKEN("not-taken");

    private final String wireName;

    Result(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  private final Map<Result, Counter> results = new EnumMap<>(Result.class);

  RecordingMeters(MeterRegistry registry, Places places) {
    for (Result result : Result.values()) {
      results.put(
          result,
          Counter.builder("ringbus.recordings")
              .description("Attempts to bring a recording to a CRM, by what came of them")
              .tag("result", result.wireName())
              .register(registry));
    }
    Gauge.builder("ringbus.recordings.disk", places, Places::bytes)
        .description("What is set aside on the disk for recordings on their way")
        .baseUnit("bytes")
        .register(registry);
  }

  void count(Result result) {
    Counter counter = results.get(result);
    if (counter != null) {
      counter.increment();
    }
  }
}
