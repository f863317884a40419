package dev.ringbus.crm.kontur.http;

import dev.ringbus.crm.kontur.KonturHeaders;
import dev.ringbus.crm.kontur.KonturMethod;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param target path and query below the base URL, encoded
 * @param headers its secrets among them, in the order in which they go out
 */
record KonturRequest(
    KonturMethod method, String target, Map<String, String> headers, @Nullable Content content) {

  KonturRequest {
    headers = new LinkedHashMap<>(headers);
  }

  /** A request of the workspace that the key belongs to. */
  static KonturRequest with(AccessKey key, KonturMethod method, @Nullable Content content) {
    return new KonturRequest(
        method,
        method.path(key.workspace()),
        Map.of(KonturHeaders.ACCESS_KEY, key.value()),
        content);
  }

  KonturRequest query(String query) {
    return new KonturRequest(method, target + "?" + query, headers, content);
  }

  /** Without headers, since they hold keys. */
  @Override
  public String toString() {
    return method.verb() + " " + method.wireName();
  }
}
