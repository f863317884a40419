package dev.ringbus.crm;

import java.time.Duration;
import reactor.core.publisher.Mono;

/** A workspace that can be talked to, with connections of its own. */
public interface CrmConnection extends AutoCloseable {

  CrmGateway gateway();

  /** How it is asked about a call that waits for a decision. */
  CrmAdvice advice();

  /**
   * Makes sure that the workspace is ready to be told and asked; completes at once where nothing
   * has to be made sure of. Fails with a {@link CrmFailure} whose message says what is missing, and
   * is then to be tried again later. Nothing is told or asked before it has completed.
   */
  default Mono<Void> activate() {
    return Mono.empty();
  }

  /** How many operations may run at once, uploads aside; more fail. */
  int concurrency();

  /** How long a live notice is worth sending. */
  Duration staleAfter();

  Settles settles();

  /** Nothing more is sent; what is under way goes on to its end. */
  @Override
  void close();

  /** Whether {@link CrmGateway#settle} asks the CRM. */
  enum Settles {
    YES,
    /** It cannot, or is configured not to: a person has to look. */
    NO
  }
}
