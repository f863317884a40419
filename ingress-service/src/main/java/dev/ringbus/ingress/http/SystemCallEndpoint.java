package dev.ringbus.ingress.http;

import dev.ringbus.dialect.PbxResponse;
import reactor.core.publisher.Mono;

/** What stands behind the URLs of CRMs' system calls. */
public interface SystemCallEndpoint {

  /** Answers a system call, whatever happens. A client that disconnects takes nothing back. */
  Mono<PbxResponse> answer(SystemCallArrival arrival);
}
