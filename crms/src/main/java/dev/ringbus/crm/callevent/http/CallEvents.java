package dev.ringbus.crm.callevent.http;

import dev.ringbus.crm.CrmConnection;
import dev.ringbus.crm.CrmProvider;
import dev.ringbus.crm.callevent.CallEventSettings;
import dev.ringbus.model.Crm;
import dev.ringbus.model.SecretSource;
import java.time.Clock;

/** CRMs that were made for MTS. */
public final class CallEvents implements CrmProvider {

  @Override
  public String type() {
    return CallEventSettings.TYPE;
  }

  @Override
  public CrmConnection connect(Crm crm, SecretSource secrets, Clock clock) {
    return new CallEventConnection(CallEventSettings.of(crm), secrets);
  }
}
