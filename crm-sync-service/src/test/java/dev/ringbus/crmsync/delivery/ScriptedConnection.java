package dev.ringbus.crmsync.delivery;

import dev.ringbus.crm.CrmAdvice;
import dev.ringbus.crm.CrmConnection;
import dev.ringbus.crm.CrmGateway;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/** A connection to a CRM of a test. */
final class ScriptedConnection implements CrmConnection {

  private final CrmGateway gateway;
  private final int concurrency;
  private final Settles settles;
  boolean closed;

  ScriptedConnection(CrmGateway gateway, int concurrency, Settles settles) {
    this.gateway = gateway;
    this.concurrency = concurrency;
    this.settles = settles;
  }

  @Override
  public CrmGateway gateway() {
    return gateway;
  }

  @Override
  public CrmAdvice advice() {
    return new CrmAdvice.WhoIsResponsible(_ -> Mono.just(List.of()));
  }

  @Override
  public int concurrency() {
    return concurrency;
  }

  @Override
  public Duration staleAfter() {
    return Duration.ofSeconds(60);
  }

  @Override
  public Settles settles() {
    return settles;
  }

  @Override
  public void close() {
    closed = true;
  }
}
