package dev.ringbus.crm;

import reactor.core.publisher.Mono;

/** One CRM workspace that is told about calls. Any number of operations may run at once. */
public interface CrmGateway {

  /**
   * Tells the CRM. Fails only with a {@link CrmFailure}, whose type says what to do about it. A
   * gateway has its own time limit, and never tries again by itself, but once after a renewed
   * access key.
   */
  Mono<CrmReceipt> push(CrmOperation operation);

  /**
   * Finds out whether the CRM took an operation whose answer was lost, without repeating it. Fails
   * only with a {@link CrmFailure}.
   */
  Mono<Settlement> settle(CrmOperation operation);

  /** What became of an operation whose answer was lost. */
  sealed interface Settlement {

    /** The CRM has it. */
    record Taken(CrmReceipt receipt) implements Settlement {}

    /** The CRM does not have it: it may be sent again. */
    record NotTaken() implements Settlement {}

    /** This CRM cannot be asked: a person has to look. */
    record CannotTell(String why) implements Settlement {}
  }
}
