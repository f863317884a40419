package dev.ringbus.crm.kontur.http;

import java.security.SecureRandom;
import java.util.HexFormat;

/** What separates the parts of a multipart body: nothing that a file could know beforehand. */
@FunctionalInterface
interface Boundary {

  String next();

  static Boundary random() {
    SecureRandom random = new SecureRandom();
    return () -> {
      byte[] bytes = new byte[16];
      random.nextBytes(bytes);
      return "ringbus-" + HexFormat.of().formatHex(bytes);
    };
  }
}
