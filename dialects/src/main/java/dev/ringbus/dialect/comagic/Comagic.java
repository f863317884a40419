package dev.ringbus.dialect.comagic;

import dev.ringbus.dialect.DialectOption;
import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.VendorClient;
import dev.ringbus.model.Platform;
import java.util.List;

/** The entry of CoMagic. */
public final class Comagic implements DialectProvider {

  static final Platform PLATFORM = new Platform("comagic");

  @Override
  public Platform platform() {
    return PLATFORM;
  }

  @Override
  public List<DialectOption> options() {
    return ComagicOptions.ALL;
  }

  @Override
  public boolean decides() {
    return true;
  }

  @Override
  public PbxDialect dialect(DialectSettings settings) {
    return new ComagicDialect(settings, ComagicOptions.of(settings));
  }

  @Override
  public VendorClient client(DialectSettings settings) {
    return new ComagicClient(settings.timeZone(), ComagicOptions.of(settings));
  }
}
