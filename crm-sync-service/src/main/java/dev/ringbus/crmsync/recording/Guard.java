package dev.ringbus.crmsync.recording;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Decides whether a URL from outside may be asked for, and at which addresses. A name is resolved
 * here and never again: between two answers of a name server the address may have become one of
 * ours.
 */
final class Guard {

  private static final Duration RESOLVED_WITHIN = Duration.ofSeconds(10);

  /**
   * A URL that may be asked for.
   *
   * @param addresses of its host, all of which are allowed
   */
  record Admitted(RecordingUrl url, List<InetAddress> addresses) {}

  private final NameService names;

  Guard(NameService names) {
    this.names = names;
  }

  /** Fails with {@link RefusedRecording}, or {@link NotReadyYet} if the name is not found. */
  Mono<Admitted> admit(RecordingUrl url, AllowedHosts allowed) {
    return Mono.defer(() -> {
      AllowedHosts.Admission admission = allowed.admit(url);
      return addresses(url.host())
          .map(addresses ->
              switch (admission) {
                case AS_LISTED -> new Admitted(url, addresses);
                case IF_PUBLIC -> ifPublic(url, addresses);
              });
    });
  }

  private Mono<List<InetAddress>> addresses(UrlHost host) {
    return switch (host) {
      case UrlHost.Literal(InetAddress address) -> Mono.just(List.of(address));
      case UrlHost.Named(String name) ->
          Mono.fromCallable(() -> List.copyOf(names.addresses(name)))
              .subscribeOn(Schedulers.boundedElastic())
              .timeout(RESOLVED_WITHIN, Mono.error(() -> unknown(name)))
              .onErrorMap(UnknownHostException.class, _ -> unknown(name));
    };
  }

  private static NotReadyYet unknown(String name) {
    return new NotReadyYet("the name " + name + " is not known to the name server");
  }

  private static Admitted ifPublic(RecordingUrl url, List<InetAddress> addresses) {
    for (InetAddress address : addresses) {
      Optional<String> objection = PublicInternet.objection(address);
      if (objection.isPresent()) {
        throw new RefusedRecording(
            "%s is %s, %s address: recordings are fetched from public ones"
                .formatted(url.host(), address.getHostAddress(), objection.get()));
      }
    }
    return new Admitted(url, addresses);
  }
}
