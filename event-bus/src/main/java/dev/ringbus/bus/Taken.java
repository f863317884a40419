package dev.ringbus.bus;

import reactor.core.publisher.Mono;

/**
 * What a handler has made of a batch: the next may come, though perhaps not all of this one is
 * done.
 *
 * @param settled completes when nothing of it would be lost with this process. Until then the
 *     batch, and what came after it in its partitions, comes again to whoever follows next. It is
 *     for what takes seconds: after half a minute, and after a failure, it is taken for settled.
 */
public record Taken(Mono<Void> settled) {

  /** Nothing is left to be done. */
  public static final Taken WHOLE = new Taken(Mono.empty());
}
