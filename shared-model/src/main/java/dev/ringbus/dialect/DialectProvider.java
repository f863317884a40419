package dev.ringbus.dialect;

import dev.ringbus.model.Platform;
import java.util.List;

/** A vendor's entry: what to register to add a PBX dialect. */
public interface DialectProvider {

  /** The dialect's name in configuration, URLs, events and metrics. */
  Platform platform();

  /** What an integration of this platform may set beside what every integration has. */
  List<DialectOption> options();

  /**
   * Whether the platform asks what to do with a call, so that a CRM can be asked in its dialect.
   */
  boolean decides();

  /**
   * The dialect as one integration uses it.
   *
   * @throws InvalidOption if an option has a value that this dialect does not take
   */
  PbxDialect dialect(DialectSettings settings);

  /**
   * The vendor's side of the same wire.
   *
   * @throws InvalidOption if an option has a value that this dialect does not take
   */
  VendorClient client(DialectSettings settings);
}
