package dev.ringbus.simulator.http;

import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.model.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Where one integration's PBX sends its requests, and how it proves who it is.
 *
 * @param host the hub's host and port, as in the header {@code Host}
 * @param path of the integration, with a leading slash and none at the end
 */
public record Endpoint(String host, String path, Credential credential) {

  /** How a request carries the integration's key. */
  public sealed interface Credential {

    /** Not at all: the requests are signed. */
    record None() implements Credential {}

    /** As the query parameter {@code key}, which the URL has that the vendor was given. */
    record InQuery(Secret key) implements Credential {}

    /** As the password of Basic authentication. */
    record Basic(String user, Secret password) implements Credential {}
  }

  /** The request as it goes over the connection. */
  public Message message(PbxRequest request) {
    List<Header> headers = new ArrayList<>();
    headers.add(new Header("Host", host));
    if (credential instanceof Credential.Basic(String user, Secret password)) {
      headers.add(new Header("Authorization", "Basic " + base64(user + ":" + password.value())));
    }
    headers.addAll(request.headers());
    if (!request.body().isEmpty() || request.method().equals("POST")) {
      headers.add(new Header("Content-Length", Integer.toString(request.body().size())));
    }
    String key =
        credential instanceof Credential.InQuery(Secret secret) ? encoded(secret.value()) : "";
    return new Message(request.method(), target(request, key), headers, request.body());
  }

  /** The request's target for people: the key is masked. */
  public String shown(PbxRequest request) {
    return target(request, credential instanceof Credential.InQuery ? "***" : "");
  }

  private String target(PbxRequest request, String key) {
    StringBuilder target = new StringBuilder(path);
    if (!request.path().isEmpty()) {
      target.append('/').append(request.path());
    }
    char separator = '?';
    if (!key.isEmpty()) {
      target.append(separator).append("key=").append(key);
      separator = '&';
    }
    if (!request.rawQuery().isEmpty()) {
      target.append(separator).append(request.rawQuery());
    }
    return target.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
