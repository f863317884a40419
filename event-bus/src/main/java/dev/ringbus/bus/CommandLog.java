package dev.ringbus.bus;

import dev.ringbus.model.CallCommand;
import io.opentelemetry.context.Context;
import reactor.core.publisher.Mono;

/** Where commands go: the topic {@code ringbus.commands}. */
public interface CommandLog {

  /** Completes when every in-sync replica has it; fails with {@link BrokerUnavailable}. */
  Mono<Void> append(CallCommand command, Context trace);
}
