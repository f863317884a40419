package dev.ringbus.dialect.sipsim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Secret;
import dev.ringbus.testkit.Property;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {

  private static final Instant SIGNED_AT = Instant.parse("2026-11-20T12:00:00Z");

  private final WebhookSignature signature = signature("a-secret");

  /** Worked out by another implementation: openssl dgst -sha256 -hmac. */
  @Test
  void isTheHmacOfTimestampDotBody() {
    assertThat(signature.headers(Body.of("{\"event\":\"test\"}"), SIGNED_AT))
        .containsExactly(
            new Header("X-Webhook-Timestamp", "1795176000"),
            new Header(
                "X-Webhook-Signature",
                "a2c83349da9cf586d3aea11a60b001371f3ceaeaadf03b333fa3164cf653b004"));
  }

  @Test
  void recognisesItsOwnWhateverTheLetterCase() {
    Body body = Body.of("{\"event\":\"test\"}");
    List<Header> signed = signature.headers(body, SIGNED_AT);
    List<Header> changed =
        signed.stream()
            .map(header ->
                new Header(
                    header.name().toLowerCase(Locale.ROOT),
                    header.value().toUpperCase(Locale.ROOT)))
            .toList();

    assertThat(signature.verify(request(body, signed))).contains(SIGNED_AT);
    assertThat(signature.verify(request(body, changed))).contains(SIGNED_AT);
    assertThat(signature("another").verify(request(body, signed))).isEmpty();
    assertThat(signature.verify(request(body, List.of()))).isEmpty();
  }

  @Test
  void noticesEveryChangedByteAndAnotherTime() {
    Property.holds(
        "signatures of sipsim",
        300,
        random -> {
          byte[] bytes = new byte[1 + random.nextInt(100)];
          random.nextBytes(bytes);
          List<Header> signed = signature.headers(Body.of(bytes), SIGNED_AT);
          byte[] changed = bytes.clone();
          changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));

          assertThat(signature.verify(request(Body.of(bytes), signed))).contains(SIGNED_AT);
          assertThat(signature.verify(request(Body.of(changed), signed))).isEmpty();
          assertThat(
                  signature.verify(
                      request(
                          Body.of(bytes),
                          List.of(
                              new Header(
                                  WebhookSignature.TIMESTAMP_HEADER,
                                  Integer.toString(random.nextInt(1_000_000))),
                              signed.getLast()))))
              .isEmpty();
        });
  }

  /** A signature of anything but a number of seconds is none, though the bytes be right. */
  @Test
  void takesNothingButSecondsAsATimestamp() {
    Body body = Body.of("2");
    Header signedOneDot = signature.headers(Body.of(".2"), Instant.ofEpochSecond(1)).getLast();

    assertThat(
            signature.verify(
                request(
                    body,
                    List.of(new Header(WebhookSignature.TIMESTAMP_HEADER, "1."), signedOneDot))))
        .isEmpty();
  }

  private static WebhookSignature signature(String secret) {
    return WebhookSignature.of(
            new DialectSettings(
                new IntegrationId("acme-sim"),
                ZoneOffset.UTC,
                Map.of(),
                Map.of(WebhookSignature.SECRET, new Secret(secret))))
        .orElseThrow();
  }

  private static PbxRequest request(Body body, List<Header> headers) {
    return new PbxRequest("POST", "", "", headers, body, SIGNED_AT);
  }
}
