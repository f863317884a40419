package dev.ringbus.standalone;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How the command line waits: it has nothing else to do, and always a limit. */
final class Await {

  private static final Duration LOOK_EVERY = Duration.ofMillis(10);

  private Await() {}

  /**
   * The result, or null if there is none.
   *
   * @throws StartFailure if it takes longer than {@code limit}, saying {@code what} was waited for
   */
  static <T> @Nullable T result(Mono<T> result, Duration limit, String what) {
    try {
      return result.timeout(limit, Mono.error(() -> tooLate(limit, what))).toFuture().join();
    } catch (CompletionException e) {
      throw Failures.unwrap(e) instanceof RuntimeException cause ? cause : e;
    }
  }

  /**
   * Returns when every part is ready.
   *
   * @param parts by the words for a part that is not
   * @throws StartFailure naming the parts that are not ready when {@code limit} is over
   */
  static void ready(Map<String, BooleanSupplier> parts, Duration limit) {
    Mono<Long> ready =
        Flux.interval(Duration.ZERO, LOOK_EVERY)
            .onBackpressureDrop()
            .filter(_ -> missing(parts).isEmpty())
            .next()
            .timeout(limit, Mono.error(() -> tooLate(limit, String.join(", ", missing(parts)))));
    result(ready, limit.plusSeconds(1), "the hub");
  }

  private static List<String> missing(Map<String, BooleanSupplier> parts) {
    return parts.entrySet().stream()
        .filter(part -> !part.getValue().getAsBoolean())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static StartFailure tooLate(Duration limit, String what) {
    return new StartFailure("gave up after " + limit.toSeconds() + " s waiting for " + what);
  }
}
