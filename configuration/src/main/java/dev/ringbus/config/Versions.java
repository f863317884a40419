package dev.ringbus.config;

import dev.ringbus.model.ConfigResource;
import dev.ringbus.wire.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Function;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.node.ObjectNode;

/** Versions of resources: the same content has the same version, wherever it was read. */
final class Versions {

  private static final int LENGTH = 12;

  private static final ObjectWriter SORTED =
      Json.mapper().writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);

  private Versions() {}

  /**
   * A resource with its version: the first 12 hexadecimal digits of SHA-256 over its JSON without
   * the version, keys sorted.
   *
   * @param resource makes the resource of a version
   */
  static <R extends ConfigResource> R stamp(Function<String, R> resource) {
    ObjectNode json = Json.mapper().valueToTree(resource.apply(""));
    json.remove("version");
    String hash = HexFormat.of().formatHex(sha256(SORTED.writeValueAsBytes(json)));
    return resource.apply(hash.substring(0, LENGTH));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
