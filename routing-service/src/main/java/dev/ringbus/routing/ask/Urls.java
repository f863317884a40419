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
    text.append(url.getScheme()).append("://").append(url.getRawAuthority());
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
}
