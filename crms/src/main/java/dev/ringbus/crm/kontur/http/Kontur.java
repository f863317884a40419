package dev.ringbus.crm.kontur.http;

import dev.ringbus.crm.CrmConnection;
import dev.ringbus.crm.CrmProvider;
import dev.ringbus.crm.kontur.KonturSettings;
import dev.ringbus.model.Crm;
import dev.ringbus.model.SecretSource;
import java.time.Clock;

/** Kontur.CRM. */
public final class Kontur implements CrmProvider {

  @Override
  public String type() {
    return KonturSettings.TYPE;
  }

  @Override
  public CrmConnection connect(Crm crm, SecretSource secrets, Clock clock) {
    return new KonturConnection(
        KonturSettings.of(crm), secrets, clock, KonturLimits.DEFAULTS, Boundary.random());
  }
}
