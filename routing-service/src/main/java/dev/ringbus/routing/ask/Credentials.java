package dev.ringbus.routing.ask;

import dev.ringbus.model.Rule.AskHttp;
import dev.ringbus.model.Secret;
import dev.ringbus.model.SecretRef;
import dev.ringbus.model.SecretSource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The Basic authentication of one CRM. The password is read when it is first needed, and again
 * after the CRM refused it, so that a mounted secret can be renewed.
 */
final class Credentials {

  private final String user;
  private final @Nullable SecretRef password;
  private final SecretSource secrets;
  private final AtomicReference<@Nullable String> known = new AtomicReference<>();

  private Credentials(String user, @Nullable SecretRef password, SecretSource secrets) {
    this.user = user;
    this.password = password;
    this.secrets = secrets;
  }

  /** What the rule names; empty where it names none. */
  static Optional<Credentials> of(AskHttp ask, SecretSource secrets) {
    String user = ask.user();
    if (user == null && ask.password() == null) {
      return Optional.empty();
    }
    return Optional.of(new Credentials(user == null ? "" : user, ask.password(), secrets));
  }

  /** The header {@code Authorization}; empty if there is no such secret. */
  Mono<String> header() {
    String header = known.get();
    return header != null ? Mono.just(header) : Mono.defer(this::read);
  }

  private Mono<String> read() {
    SecretRef ref = password;
    if (ref == null) {
      return Mono.just(remember(""));
    }
    // A file may be slow to read, and event loops are few.
    return Mono.fromCallable(() -> secrets.find(ref).map(Secret::value).map(this::remember))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(Mono::justOrEmpty);
  }

  private String remember(String secret) {
    byte[] pair = (user + ":" + secret).getBytes(StandardCharsets.UTF_8);
    String header = "Basic " + Base64.getEncoder().encodeToString(pair);
    known.set(header);
    return header;
  }

  /** The CRM refused it. */
  void forget() {
    known.set(null);
  }
}
