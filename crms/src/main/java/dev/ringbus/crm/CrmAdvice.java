package dev.ringbus.crm;

import dev.ringbus.dialect.Answer;
import dev.ringbus.model.CallEvent;
import reactor.core.publisher.Mono;

/** How a CRM is asked about a call that waits for a decision. */
public sealed interface CrmAdvice {

  /** It says who is responsible for the client, and gets no word of the call. */
  record WhoIsResponsible(CallOwners owners) implements CrmAdvice {}

  /** It is told what happened, and says itself what is to be done. */
  record WhatToDo(Judge judge) implements CrmAdvice {}

  /** Decides about calls. */
  interface Judge {

    /**
     * What it says. Fails only with a {@link CrmFailure}: with {@link CrmFailure.EndsRequests} if
     * it is to be told nothing more of the call, and with {@link CrmFailure.Permanent} if there is
     * no way to tell it of such an event.
     */
    Mono<Answer> about(CallEvent event);
  }
}
