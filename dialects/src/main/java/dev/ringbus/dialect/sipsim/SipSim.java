package dev.ringbus.dialect.sipsim;

import dev.ringbus.dialect.DialectOption;
import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.VendorClient;
import dev.ringbus.model.Platform;
import java.util.List;
import java.util.Map;

/** SipSim, which reports calls and asks nothing. */
public final class SipSim implements DialectProvider {

  public static final Platform PLATFORM = new Platform("sipsim");

  @Override
  public Platform platform() {
    return PLATFORM;
  }

  @Override
  public List<DialectOption> options() {
    return List.of(
        new DialectOption(
            WebhookSignature.SECRET,
            "The signing secret of generation B; with it every request must be signed.",
            DialectOption.Kind.SECRET,
            Map.of()),
        TimestampTolerance.describe());
  }

  @Override
  public boolean decides() {
    return false;
  }

  @Override
  public PbxDialect dialect(DialectSettings settings) {
    return new SipSimDialect(settings);
  }

  @Override
  public VendorClient client(DialectSettings settings) {
    return new SipSimClient(settings);
  }
}
