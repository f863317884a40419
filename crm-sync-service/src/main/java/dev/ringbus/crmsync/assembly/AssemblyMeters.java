package dev.ringbus.crmsync.assembly;

import dev.ringbus.model.Call;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** How many calls are assembled. */
final class AssemblyMeters {

  private final MeterRegistry registry;
  private final Counter refused;
  private final Counter closed;

  AssemblyMeters(MeterRegistry registry) {
    this.registry = registry;
    refused =
        Counter.builder("ringbus.calls.refused")
            .description(
                "Events that became dead letters because their call could not be assembled")
            .register(registry);
    closed =
        Counter.builder("ringbus.calls.closed")
            .description("Calls closed because no end was reported in time")
            .register(registry);
  }

  /** A version of a call was published. */
  void assembled(Call call) {
    Counter.builder("ringbus.calls.assembled")
        .description("Versions of calls that were published")
        .tag("platform", call.platform().value())
        .tag("state", call.state().wireName())
        .register(registry)
        .increment();
  }

  void refused(int events) {
    refused.increment(events);
  }

  void closed() {
    closed.increment();
  }
}
