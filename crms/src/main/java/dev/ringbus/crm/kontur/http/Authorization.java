package dev.ringbus.crm.kontur.http;

import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crm.CrmFailure.Effect;
import dev.ringbus.crm.CrmFailure.Transient;
import dev.ringbus.crm.CrmFailure.Unauthorized;
import dev.ringbus.crm.kontur.AccessGrant;
import dev.ringbus.crm.kontur.InvalidFields;
import dev.ringbus.crm.kontur.KonturAnswer;
import dev.ringbus.crm.kontur.KonturHeaders;
import dev.ringbus.crm.kontur.KonturMethod;
import dev.ringbus.crm.kontur.KonturSettings;
import dev.ringbus.crm.kontur.KonturSettings.NamedSecret;
import dev.ringbus.model.SecretRef;
import dev.ringbus.model.SecretSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Fetches access keys: with the API key of a private integration, with the API key and a secret of
 * a public one. Both are looked up each time, so that a mounted secret can be renewed.
 */
final class Authorization {

  private final KonturSettings settings;
  private final SecretSource secrets;
  private final KonturClient client;
  private final Clock clock;
  private final Duration within;

  Authorization(
      KonturSettings settings,
      SecretSource secrets,
      KonturClient client,
      Clock clock,
      Duration within) {
    this.settings = settings;
    this.secrets = secrets;
    this.client = client;
    this.clock = clock;
    this.within = within;
  }

  /**
   * A new key. Fails with {@link Transient}, without effect since no operation has been sent, and
   * with {@link Unauthorized} if there is no key to be had.
   */
  Mono<AccessKey> fetch() {
    return Mono.defer(() -> {
      Passage passage = new Passage(method());
      Instant before = clock.instant();
      // A file may be slow to read, and event loops are few.
      return Mono.fromCallable(this::request)
          .subscribeOn(Schedulers.boundedElastic())
          .flatMap(request -> client.exchange(request, passage))
          .timeout(within, Mono.error(() -> passage.tooLate(within)))
          .map(answer -> key(answer, before))
          .onErrorMap(fault -> beforeAnyOperation(passage.failure(fault)));
    });
  }

  private KonturMethod method() {
    return settings.secret() == null
        ? KonturMethod.AUTHORIZE_PRIVATE
        : KonturMethod.AUTHORIZE_PUBLIC;
  }

  private KonturRequest request() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(KonturHeaders.API_KEY, find("API key", settings.apiKey()));
    NamedSecret secret = settings.secret();
    if (secret != null) {
      headers.put(KonturHeaders.SECRET, secret.name() + "=" + find("secret", secret.value()));
    }
    return new KonturRequest(method(), method().path(), headers, null);
  }

  private String find(String what, SecretRef ref) {
    String value =
        secrets
            .find(ref)
            .orElseThrow(
                () -> new Unauthorized("expected the %s in %s".formatted(what, place(ref))))
            .value();
    if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new Unauthorized(
          "expected plain characters in the %s in %s".formatted(what, place(ref)));
    }
    return value;
  }

  private static String place(SecretRef ref) {
    return switch (ref) {
      case SecretRef.Env(String name) -> "the environment variable " + name;
      case SecretRef.File(String path) -> "the file " + path;
    };
  }

  private AccessKey key(KonturAnswer answer, Instant before) {
    answer
        .failure(clock.instant())
        .ifPresent(failure -> {
          throw failure;
        });
    try {
      AccessGrant grant = AccessGrant.read(answer.body().bytes());
      return new AccessKey(grant.workspace(), grant.accessKey(), before);
    } catch (InvalidFields fault) {
      throw new Unauthorized(
          "expected an access key and a workspace, found others: " + fault.getMessage());
    }
  }

  private static CrmFailure beforeAnyOperation(CrmFailure failure) {
    return switch (failure) {
      case Transient it ->
          new Transient(it.getMessage(), Effect.NONE, it.retryAfter(), it.getCause());
      case Unauthorized it -> it;
      case CrmFailure.Permanent it -> new Unauthorized(it.getMessage());
      case CrmFailure.NotYetKnown it -> new Unauthorized(it.getMessage());
      case CrmFailure.EndsRequests it -> new Unauthorized(it.getMessage());
    };
  }
}
