package dev.ringbus.crmsync.originate;

import dev.ringbus.model.WireName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** What is counted: {@code ringbus.originations}, calls that CRMs asked for, by what came of it. */
final class OriginateMeters {

  /** What came of a request, in the order in which it can happen. */
  enum Result implements WireName {
    /** It came again, and was not done again. */
    REPEATED("repeated"),
    /** It cannot be done as things are configured, or came too late. */
    IMPOSSIBLE("impossible"),
    /** The PBX took it. */
    TAKEN("taken"),
    /** The PBX did not. */
    REFUSED("refused"),
    /** The PBX did not say. */
    UNKNOWN("unknown"),
    /** No call followed. */
    NOT_FOLLOWED("not-followed");

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

  OriginateMeters(MeterRegistry registry) {
    for (Result result : Result.values()) {
      results.put(
          result,
          Counter.builder("ringbus.originations")
              .description("Calls that CRMs asked for, by what came of it")
              .tag("result", result.wireName())
              .register(registry));
    }
  }

  void count(Result result) {
    Counter counter = results.get(result);
    if (counter != null) {
      counter.increment();
    }
  }
}
