package dev.ringbus.routing.ask;

import dev.ringbus.dialect.PbxRequest;
import java.net.URI;

/** The URL of a question: the customer's, with what the dialect adds. */
final class Urls {

  private Urls() {}

  /**
   * The customer's URL with the request's path below it and the request's parameters after its own.
   * Nothing is decoded or encoded on the way.
   */
  static URI of(URI url, PbxRequest request) {
    StringBuilder text = new StringBuilder();
    text.append(url.getScheme()).append("://").append(host(url));
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    if (!request.path().isEmpty()) {
      path = (path.endsWith("/") ? path : path + "/") + request.path();
    }
    text.append(path.isEmpty() ? "/" : path);
    String own = url.getRawQuery() == null ? "" : url.getRawQuery();
    String query =
        own.isEmpty() || request.rawQuery().isEmpty()
            ? own + request.rawQuery()
            : own + "&" + request.rawQuery();
    if (!query.isEmpty()) {
      text.append('?').append(query);
    }
    return URI.create(text.toString());
  }

  /**
   * The host and port as they stand in the URL, which {@link URI#getHost} does not know for every
   * name; without a user and a password, which have fields of their own and stay out of logs.
   */
  static String host(URI url) {
    String authority = url.getRawAuthority();
    return authority == null ? "" : authority.substring(authority.lastIndexOf('@') + 1);
  }
}
