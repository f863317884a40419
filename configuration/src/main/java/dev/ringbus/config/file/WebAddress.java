package dev.ringbus.config.file;

import java.net.URI;
import java.net.URISyntaxException;

/** URLs that the hub itself asks. */
final class WebAddress {

  static final String EXPECTED = "a URL such as https://crm.example/route";

  private WebAddress() {}

  static URI parse(String text) {
    URI url = uri(text);
    if (!("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
        || url.getHost() == null) {
      throw new IllegalArgumentException(EXPECTED);
    }
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "a URL without user and password, which would be readable on the topic ringbus.config");
    }
    if (url.getRawFragment() != null) {
      throw new IllegalArgumentException("a URL without a fragment");
    }
    return url;
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(EXPECTED, e);
    }
  }
}
