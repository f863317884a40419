package dev.ringbus.simulator.misbehaviour;

import dev.ringbus.dialect.PbxRequest;
import java.util.Locale;

/** Whether a body is signed, byte for byte, so that it cannot be spelt in another way. */
final class Signatures {

  private Signatures() {}

  static boolean isSigned(PbxRequest request) {
    return request.headers().stream()
        .anyMatch(header -> header.name().toLowerCase(Locale.ROOT).endsWith("-signature"));
  }
}
