package dev.ringbus.poller.loop;

import dev.ringbus.model.CallCommand.Instruct;
import dev.ringbus.model.CallKey;
import reactor.core.publisher.Mono;

/** Where that goes which a CRM answers. Whatever is told may be told again without harm. */
public interface Mailbox {

  /** A CRM wants the call's PBX told something; fails if that could not be stored. */
  Mono<Void> request(Instruct command);

  /** The call's CRM is not asked about it any more, also by whoever has the call next. */
  Mono<Void> askNoMore(CallKey call, String reason);
}
