package dev.ringbus.dialect.mts;

import dev.ringbus.dialect.DialectOption;
import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.VendorClient;
import dev.ringbus.model.Platform;
import java.util.List;

/** MTS Autosecretary-CRM v.2 and its outgoing service, which asks by the same interface. */
public final class Mts implements DialectProvider {

  public static final Platform PLATFORM = new Platform("mts");

  @Override
  public Platform platform() {
    return PLATFORM;
  }

  @Override
  public List<DialectOption> options() {
    return List.of(IdleReply.describe(), OfferAgain.describe());
  }

  @Override
  public boolean decides() {
    return true;
  }

  @Override
  public PbxDialect dialect(DialectSettings settings) {
    return new MtsDialect(settings);
  }

  @Override
  public VendorClient client(DialectSettings settings) {
    return new MtsClient();
  }
}
