package dev.ringbus.crm.kontur.http;

import dev.ringbus.crm.CrmAdvice;
import dev.ringbus.crm.CrmConnection;
import dev.ringbus.crm.CrmGateway;
import dev.ringbus.crm.kontur.KonturSettings;
import dev.ringbus.model.SecretSource;
import java.time.Clock;
import java.time.Duration;

/** One workspace: its access key, its connections, and what goes over them. */
final class KonturConnection implements CrmConnection {

  private final KonturSettings settings;
  private final KonturClient client;
  private final KonturClient uploads;
  private final CrmGateway gateway;
  private final CrmAdvice advice;

  KonturConnection(
      KonturSettings settings,
      SecretSource secrets,
      Clock clock,
      KonturLimits limits,
      Boundary boundary) {
    this.settings = settings;
    this.client = new KonturClient(settings, settings.concurrency(), limits);
    this.uploads = new KonturClient(settings, limits.uploads(), limits);
    Authorization authorization =
        new Authorization(settings, secrets, client, clock, limits.operation());
    AccessKeys keys = new AccessKeys(authorization.fetch(), clock);
    KeyedCalls calls = new KeyedCalls(keys, client, uploads, clock, limits);
    this.gateway = new KonturGateway(settings, calls, boundary);
    this.advice = new CrmAdvice.WhoIsResponsible(new KonturOwners(settings.users(), calls));
  }

  @Override
  public CrmGateway gateway() {
    return gateway;
  }

  @Override
  public CrmAdvice advice() {
    return advice;
  }

  @Override
  public int concurrency() {
    return settings.concurrency();
  }

  @Override
  public Duration staleAfter() {
    return settings.staleAfter();
  }

  @Override
  public Settles settles() {
    return switch (settings.settleBy()) {
      case CALL_STARTED -> Settles.YES;
      case NOTHING -> Settles.NO;
    };
  }

  @Override
  public void close() {
    client.close();
    uploads.close();
  }
}
