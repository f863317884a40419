package dev.ringbus.model;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A CRM workspace.
 *
 * <p>Settings of the type kontur: users (an internal number for each CRM user id), originate
 * (absent where the CRM begins no calls), staleAfter (an ISO duration), settleBy (call-started or
 * nothing), concurrency, contentLengthAs (string or number) and secretName. Its secrets: apiKey,
 * secret, originatePassword, originateSecret.
 *
 * <p>In originate are integration and http: method, url, headers (by name), body and user (the
 * Basic user, with originatePassword). In the URL's path and query, in headers and in the body
 * stand placeholders: {@code {extension}} for the number of the user who calls, {@code
 * {clientPhone}} for whom to call (the client, or the number of the other user), {@code
 * {communicationId}}, and {@code {secret}} for originateSecret. The body is JSON if its
 * Content-Type says so, or without one if it begins with a bracket; otherwise a form.
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
