package dev.ringbus.model;

/**
 * Who may use the control API.
 *
 * @param tokenDigest of the bearer token that requests carry
 */
public record ControlApi(KeyDigest tokenDigest, String version) implements ConfigResource {

  /** There is one in the hub. */
  static final String KEY = "control/api";

  @Override
  public String key() {
    return KEY;
  }
}
