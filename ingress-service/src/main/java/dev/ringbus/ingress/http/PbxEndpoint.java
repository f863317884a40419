package dev.ringbus.ingress.http;

import dev.ringbus.dialect.PbxResponse;
import reactor.core.publisher.Mono;

/** What stands behind the routes. */
public interface PbxEndpoint {

  /**
   * Answers a request, in time and in the dialect, whatever happens. A client that disconnects once
   * its request has arrived takes nothing back.
   */
  Mono<PbxResponse> answer(Arrival arrival);
}
