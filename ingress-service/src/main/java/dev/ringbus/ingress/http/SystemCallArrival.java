package dev.ringbus.ingress.http;

import dev.ringbus.dialect.Body;
import dev.ringbus.model.Secret;
import io.opentelemetry.context.Context;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * A system call of a CRM whose head has arrived.
 *
 * @param crm what stands in the URL: perhaps no workspace's name at all
 * @param key what stands in the URL after it
 * @param path what follows, decoded but for slashes inside of segments, without slashes at its ends
 * @param echoes of the header that the answer returns as it came; one, if the CRM is right
 * @param body read once; fails with {@link dev.ringbus.dialect.RejectedRequest} if it is too large,
 *     and with another error if the client goes away
 * @param trace of this request, to be continued
 */
public record SystemCallArrival(
    String crm,
    Secret key,
    String method,
    String path,
    List<String> echoes,
    Mono<Body> body,
    Context trace) {

  public SystemCallArrival {
    echoes = List.copyOf(echoes);
  }
}
