package dev.ringbus.crm.callevent.http;

import dev.ringbus.crm.CrmAdvice;
import dev.ringbus.crm.CrmConnection;
import dev.ringbus.crm.CrmGateway;
import dev.ringbus.crm.callevent.CallEventSettings;
import dev.ringbus.model.SecretSource;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** A CRM that was made for MTS, as MTS's platform talks to it. */
final class CallEventConnection implements CrmConnection {

  private final CallEventSettings settings;
  private final CallEventClient client;
  private final CallEventGateway gateway;

  CallEventConnection(CallEventSettings settings, SecretSource secrets) {
    this.settings = settings;
    this.client = new CallEventClient(settings, secrets);
    this.gateway = new CallEventGateway(client);
  }

  @Override
  public CrmGateway gateway() {
    return gateway;
  }

  @Override
  public CrmAdvice advice() {
    return new CrmAdvice.WhatToDo(gateway::ask);
  }

  @Override
  public Mono<Void> activate() {
    return client.activate();
  }

  @Override
  public int concurrency() {
    return settings.concurrency();
  }

  @Override
  public Duration staleAfter() {
    return settings.staleAfter();
  }

  /** A report that comes again does no harm, so that nothing is ever settled. */
  @Override
  public Settles settles() {
    return Settles.NO;
  }

  @Override
  public void close() {
    client.close();
  }
}
