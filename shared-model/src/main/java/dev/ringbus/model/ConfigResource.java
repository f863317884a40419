package dev.ringbus.model;

/**
 * One resource of the hub's configuration: the value of a record on the compacted topic {@code
 * ringbus.config}, under {@link #key}. No resource holds a secret in the clear.
 */
public sealed interface ConfigResource permits Integration, Plan, Calendar, Crm, ControlApi {

  /**
   * The record key: {@code integration/ID}, {@code plan/ID}, {@code crm/ID}, {@code calendar/ID} or
   * {@code control/api}.
   */
  String key();

  /** A hash of the content: the same content has the same version. */
  String version();
}
