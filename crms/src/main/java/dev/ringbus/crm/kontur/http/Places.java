package dev.ringbus.crm.kontur.http;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import reactor.core.publisher.Mono;

/**
 * Room for a number of exchanges that have a connection or wait for one. Whoever finds no room
 * fails at once with a {@link RejectedExecutionException}.
 */
final class Places {

  private final Semaphore free;

  Places(int places) {
    free = new Semaphore(places);
  }

  <T> Mono<T> taking(Mono<T> exchange) {
    return Mono.using(this::take, _ -> exchange, Semaphore::release, true);
  }

  private Semaphore take() {
    if (!free.tryAcquire()) {
      throw new RejectedExecutionException("no room");
    }
    return free;
  }
}
