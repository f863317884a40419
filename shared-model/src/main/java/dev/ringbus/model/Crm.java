package dev.ringbus.model;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A CRM workspace.
 *
 * @param type {@code kontur} or {@code callevent}
 * @param inboundKeyDigest of the key in the URL that the CRM is given for its system calls; without
 *     one every system call is refused
 * @param settings what its type takes, with JSON values; sorted, as are the secrets
 * @param secrets its secret settings
 */
public record Crm(
    String id,
    String type,
    URI baseUrl,
    @Nullable KeyDigest inboundKeyDigest,
    Map<String, @Nullable Object> settings,
    Map<String, SecretRef> secrets,
    String version)
    implements ConfigResource {

  // Written out: of a compact constructor, javac loses what is said of type arguments.
  public Crm(
      String id,
      String type,
      URI baseUrl,
      @Nullable KeyDigest inboundKeyDigest,
      Map<String, @Nullable Object> settings,
      Map<String, SecretRef> secrets,
      String version) {
    this.id = id;
    this.type = type;
    this.baseUrl = baseUrl;
    this.inboundKeyDigest = inboundKeyDigest;
    this.settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    this.secrets = Collections.unmodifiableMap(new TreeMap<>(secrets));
    this.version = version;
  }

  @Override
  public String key() {
    return "crm/" + id;
  }
}
