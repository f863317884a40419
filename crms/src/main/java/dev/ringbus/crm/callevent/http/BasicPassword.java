package dev.ringbus.crm.callevent.http;

import dev.ringbus.crm.CrmFailure.Unauthorized;
import dev.ringbus.crm.callevent.CallEventSettings;
import dev.ringbus.model.Secret;
import dev.ringbus.model.SecretRef;
import dev.ringbus.model.SecretSource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The header {@code Authorization}. The password is read when it is first needed, and again after
 * the CRM refused it, so that a mounted secret can be renewed.
 */
final class BasicPassword {

  private final CallEventSettings settings;
  private final SecretSource secrets;
  private final AtomicReference<@Nullable String> known = new AtomicReference<>();

  BasicPassword(CallEventSettings settings, SecretSource secrets) {
    this.settings = settings;
    this.secrets = secrets;
  }

  /** Fails with {@link Unauthorized} if there is no such secret. */
  Mono<String> header() {
    String header = known.get();
    return header != null ? Mono.just(header) : read();
  }

  private Mono<String> read() {
    // A file may be slow to read, and event loops are few.
    return Mono.fromCallable(() ->
            secrets
                .find(settings.password())
                .map(this::header)
                .orElseThrow(() ->
                    new Unauthorized("expected the password in " + place(settings.password()))))
        .subscribeOn(Schedulers.boundedElastic())
        .doOnNext(known::set);
  }

  private String header(Secret password) {
    byte[] pair = (settings.user() + ":" + password.value()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private static String place(SecretRef ref) {
    return switch (ref) {
      case SecretRef.Env(String name) -> "the environment variable " + name;
      case SecretRef.File(String path) -> "the file " + path;
    };
  }

  /** The CRM refused it. */
  void forget() {
    known.set(null);
  }
}
