package dev.ringbus.poller;

import dev.ringbus.bus.CommandLog;
import dev.ringbus.model.CallCommand.Instruct;
import dev.ringbus.model.CallKey;
import dev.ringbus.poller.live.LiveCalls;
import dev.ringbus.poller.loop.Mailbox;
import io.opentelemetry.context.Context;
import reactor.core.publisher.Mono;

/**
 * What CRMs answer goes to mailboxes as commands, like what is wanted anywhere else: the call may
 * be another instance's by the time of the answer, and whose it is decides.
 */
record CommandMailbox(CommandLog commands, LiveCalls calls) implements Mailbox {

  @Override
  public Mono<Void> request(Instruct command) {
    return commands.append(command, Context.root());
  }

  @Override
  public Mono<Void> askNoMore(CallKey call, String reason) {
    return calls.askNoMore(call, reason, Context.root());
  }
}
