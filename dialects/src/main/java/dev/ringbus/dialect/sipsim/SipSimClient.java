package dev.ringbus.dialect.sipsim;

import dev.ringbus.dialect.Answer;
import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.Parameters;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialect.VendorClient;
import dev.ringbus.model.CallEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's side of the wire: generation A in a query or form, B in JSON, signed if there is a
 * secret. With a secret nothing but B is sent.
 */
final class SipSimClient implements VendorClient {

  private final Optional<WebhookSignature> signature;

  SipSimClient(DialectSettings settings) {
    signature = WebhookSignature.of(settings);
  }

  @Override
  public Optional<PbxRequest> request(CallEvent event, Style style) {
    Style sent = signature.isPresent() ? Style.POST_JSON : style;
    Generation generation = sent == Style.POST_JSON ? Generation.B : Generation.A;
    return WebhookWriter.write(event, generation)
        .map(members -> request(members, sent, event.receivedAt().toInstant()));
  }

  private PbxRequest request(
      Map<String, @Nullable Object> members, Style style, Instant receivedAt) {
    return switch (style) {
      case GET_QUERY ->
          new PbxRequest(
              "GET", "", Parameters.of(members).encoded(), List.of(), Body.EMPTY, receivedAt);
      case POST_FORM ->
          post(
              "application/x-www-form-urlencoded",
              Body.of(Parameters.of(members).encoded()),
              List.of(),
              receivedAt);
      case POST_JSON -> {
        Body body = WebhookJson.write(members);
        yield post("application/json", body, signed(body, receivedAt), receivedAt);
      }
    };
  }

  private List<Header> signed(Body body, Instant at) {
    return signature.map(signer -> signer.headers(body, at)).orElse(List.of());
  }

  private static PbxRequest post(
      String contentType, Body body, List<Header> signed, Instant receivedAt) {
    List<Header> headers = new ArrayList<>();
    headers.add(new Header("Content-Type", contentType));
    headers.addAll(signed);
    return new PbxRequest("POST", "", "", headers, body, receivedAt);
  }

  @Override
  public Answer answer(PbxResponse response) {
    return response.status() / 100 == 2
        ? new Answer.Nothing()
        : new Answer.Malformed("expected a status of 200 to 299");
  }
}
