package dev.ringbus.simulator.misbehaviour;

import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.simulator.pbx.Chance;
import java.util.List;
import java.util.Locale;

/** Encodes a request in a legal but unusual way. */
final class OddEncoding {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";

  private static final List<String> ENDINGS =
      List.of("", "; charset=utf-8", ";charset=UTF-8", "; charset=\"UTF-8\"", " ; Charset=Utf-8");

  private OddEncoding() {}

  static PbxRequest of(PbxRequest request, Chance chance) {
    String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    Body body = request.body();
    if (!Signatures.isSigned(request)) {
      if (type.startsWith(FORM)) {
        body = Body.of(OddParameters.of(body.text(), chance));
      } else if (type.startsWith(JSON)) {
        body = Body.of(OddJson.of(body.text(), chance));
      }
    }
    List<Header> headers =
        request.headers().stream().map(header -> mediaType(header, chance)).toList();
    return new PbxRequest(
        request.method(),
        request.path(),
        OddParameters.of(request.rawQuery(), chance),
        headers,
        body,
        request.receivedAt());
  }

  private static Header mediaType(Header header, Chance chance) {
    if (!header.name().equalsIgnoreCase("Content-Type")) {
      return header;
    }
    String type = header.value().split(";", 2)[0].strip();
    String spelt = chance.oneIn(2) ? type.toUpperCase(Locale.ROOT) : type;
    return new Header(header.name(), spelt + chance.oneOf(ENDINGS));
  }
}
