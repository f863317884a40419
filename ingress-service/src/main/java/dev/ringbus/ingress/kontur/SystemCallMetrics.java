package dev.ringbus.ingress.kontur;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Objects;

/** What became of system calls, as {@code ringbus.system-calls}. */
final class SystemCallMetrics {

  /** What a system call was answered. */
  enum Result {
    TAKEN,
    UNAUTHORIZED,
    UNKNOWN_PATH,
    WRONG_METHOD,
    TOO_LARGE,
    INVALID,
    /** Nothing here can do it. */
    NOT_SUPPORTED,
    /** The broker did not take the command. */
    NOT_STORED,
    /** The configuration was not known yet. */
    NOT_READY,
    /** The client went away in the middle of its request. */
    BROKEN_OFF,
    /** A fault of our own. */
    FAILED
  }

  private final EnumMap<Result, Counter> counters = new EnumMap<>(Result.class);

  SystemCallMetrics(MeterRegistry registry) {
    for (Result result : Result.values()) {
      counters.put(
          result,
          Counter.builder("ringbus.system-calls")
              .tag("result", result.name().toLowerCase(Locale.ROOT).replace('_', '-'))
              .description("What CRMs called the hub for, by what became of it")
              .register(registry));
    }
  }

  void count(Result result) {
    Objects.requireNonNull(counters.get(result)).increment();
  }
}
