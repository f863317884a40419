package dev.ringbus.dialects;

import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialect.callinteractive.CallInteractive;
import dev.ringbus.dialect.comagic.Comagic;
import dev.ringbus.dialect.mts.Mts;
import dev.ringbus.dialect.sipsim.SipSim;
import dev.ringbus.model.Platform;
import java.util.List;
import java.util.Optional;

/** The PBX dialects, one line a vendor. */
public final class Dialects {

  private static final List<DialectProvider> ALL =
      List.of(new Comagic(), new CallInteractive(), new Mts(), new SipSim());

  private Dialects() {}

  /** All of them, in the order in which they are shown. */
  public static List<DialectProvider> all() {
    return ALL;
  }

  /** The dialect of that name. */
  public static Optional<DialectProvider> find(Platform platform) {
    return ALL.stream().filter(dialect -> dialect.platform().equals(platform)).findFirst();
  }
}
