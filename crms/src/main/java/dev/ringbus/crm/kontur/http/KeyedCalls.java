package dev.ringbus.crm.kontur.http;

import dev.ringbus.crm.kontur.KonturAnswer;
import dev.ringbus.crm.kontur.KonturMethod;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Requests that need an access key: with the key that there is, and once more with a renewed one if
 * it was refused. They fail only with a {@link dev.ringbus.crm.CrmFailure}, within their time.
 */
final class KeyedCalls {

  private final AccessKeys keys;
  private final KonturClient client;
  private final KonturClient uploads;
  private final Clock clock;
  private final KonturLimits limits;

  /**
   * @param uploads other connections, so that recordings hold up no notice
   */
  KeyedCalls(
      AccessKeys keys,
      KonturClient client,
      KonturClient uploads,
      Clock clock,
      KonturLimits limits) {
    this.keys = keys;
    this.client = client;
    this.uploads = uploads;
    this.clock = clock;
    this.limits = limits;
  }

  /** What the CRM answered, if it took the request; else the failure that the answer means. */
  Mono<KonturAnswer> taken(KonturMethod method, Function<AccessKey, KonturRequest> request) {
    return answer(method, request).flatMap(this::orFailure);
  }

  /** What the CRM answered, whatever that is. */
  Mono<KonturAnswer> answer(KonturMethod method, Function<AccessKey, KonturRequest> request) {
    Duration within = limits.operation();
    return Mono.defer(() -> {
      Passage passage = new Passage(method);
      return authorized(key -> client.exchange(request.apply(key), passage))
          .timeout(within, Mono.error(() -> passage.tooLate(within)))
          .onErrorMap(passage::failure);
    });
  }

  /** As {@link #taken}, for as long as the upload goes on. */
  Mono<KonturAnswer> uploaded(MultipartFile file) {
    Duration stall = limits.stall();
    return Mono.defer(() -> {
      Passage passage = new Passage(KonturMethod.UPLOAD);
      Sinks.Many<Boolean> progress = Sinks.many().multicast().directBestEffort();
      Content content = file.tellingOf(() -> progress.tryEmitNext(true));
      return authorized(key -> upload(key, content, passage))
          .timeout(stalled(progress.asFlux(), stall), Mono.error(() -> passage.tooLate(stall)))
          .onErrorMap(passage::failure)
          .flatMap(this::orFailure);
    });
  }

  /**
   * Whoever refuses the key before the file has come in whole may reset the connection, and then
   * the refusal is lost: so after a reset the next attempt has another key.
   */
  private Mono<KonturAnswer> upload(AccessKey key, Content content, Passage passage) {
    return uploads
        .exchange(KonturRequest.with(key, KonturMethod.UPLOAD, content), passage)
        .doOnError(IOException.class, _ -> keys.refused(key));
  }

  /** Comes when nothing has moved for so long. */
  static Mono<Long> stalled(Flux<Boolean> progress, Duration stall) {
    return progress.startWith(true).switchMap(_ -> Mono.delay(stall)).next();
  }

  private Mono<KonturAnswer> authorized(Function<AccessKey, Mono<KonturAnswer>> exchange) {
    return keys.current()
        .flatMap(key ->
            exchange
                .apply(key)
                .flatMap(
                    answer -> answer.isUnauthorized() ? again(key, exchange) : Mono.just(answer)));
  }

  private Mono<KonturAnswer> again(
      AccessKey refused, Function<AccessKey, Mono<KonturAnswer>> exchange) {
    keys.refused(refused);
    return keys.current().flatMap(key -> exchange.apply(key).doOnNext(answer -> note(key, answer)));
  }

  /** Refused again: whoever comes next begins with another key. */
  private void note(AccessKey key, KonturAnswer answer) {
    if (answer.isUnauthorized()) {
      keys.refused(key);
    }
  }

  /** The answer, if it says that the CRM took the request; else the failure that it means. */
  Mono<KonturAnswer> orFailure(KonturAnswer answer) {
    return answer
        .failure(clock.instant())
        .<Mono<KonturAnswer>>map(Mono::error)
        .orElseGet(() -> Mono.just(answer));
  }
}
