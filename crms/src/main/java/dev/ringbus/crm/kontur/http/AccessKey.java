package dev.ringbus.crm.kontur.http;

import java.time.Instant;

/**
 * A key that Kontur.CRM gave. It lives 20 minutes, and only in memory.
 *
 * @param workspace the name in paths
 * @param since before it was asked for
 */
record AccessKey(String workspace, String value, Instant since) {

  /** Without the key. */
  @Override
  public String toString() {
    return "AccessKey[" + workspace + ", " + since + "]";
  }
}
