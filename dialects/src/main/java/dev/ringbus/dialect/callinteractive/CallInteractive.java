package dev.ringbus.dialect.callinteractive;

import dev.ringbus.dialect.DialectOption;
import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.VendorClient;
import dev.ringbus.model.Platform;
import java.util.List;

/** The entry of Call Interactive. */
public final class CallInteractive implements DialectProvider {

  static final Platform PLATFORM = new Platform("callinteractive");

  @Override
  public Platform platform() {
    return PLATFORM;
  }

  @Override
  public List<DialectOption> options() {
    return CallInteractiveOptions.ALL;
  }

  @Override
  public boolean decides() {
    return true;
  }

  @Override
  public PbxDialect dialect(DialectSettings settings) {
    return new CallInteractiveDialect(settings.integration(), CallInteractiveOptions.of(settings));
  }

  @Override
  public VendorClient client(DialectSettings settings) {
    return new CallInteractiveClient(CallInteractiveOptions.of(settings));
  }
}
