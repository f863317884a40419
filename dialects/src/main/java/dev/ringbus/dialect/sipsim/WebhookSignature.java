package dev.ringbus.dialect.sipsim;

import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.InvalidOption;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of generation B: {@code X-Webhook-Signature} is the HMAC-SHA256, in lower-case hex,
 * of {@code X-Webhook-Timestamp} (Unix seconds), a dot and the body's bytes as they came.
 */
final class WebhookSignature {

  /** The name of the secret option; without it nothing is signed. */
  static final String SECRET = "signingSecret";

  static final String TIMESTAMP_HEADER = "X-Webhook-Timestamp";

  static final String SIGNATURE_HEADER = "X-Webhook-Signature";

  private static final String ALGORITHM = "HmacSHA256";

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

  private final SecretKeySpec key;

  private WebhookSignature(Secret secret) {
    key = new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /**
   * What signs and verifies for this integration; empty if it has no secret.
   *
   * @throws InvalidOption if the secret is empty
   */
  static Optional<WebhookSignature> of(DialectSettings settings) {
    Optional<Secret> secret = Optional.ofNullable(settings.secrets().get(SECRET));
    if (secret.isPresent() && secret.get().value().isEmpty()) {
      throw new InvalidOption(SECRET, "expected a secret that is not empty");
    }
    return secret.map(WebhookSignature::new);
  }

  /** When the request was signed; empty if it was not signed with this secret. */
  Optional<Instant> verify(PbxRequest request) {
    String timestamp = request.header(TIMESTAMP_HEADER).orElse("").strip();
    String signature = request.header(SIGNATURE_HEADER).orElse("").strip();
    return isEqual(signature.toLowerCase(Locale.ROOT), sign(timestamp, request.body()))
        ? time(timestamp)
        : Optional.empty();
  }

  /** In a time that does not depend on where they differ. */
  private static boolean isEqual(String given, String expected) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<Instant> time(String timestamp) {
    return SECONDS.matcher(timestamp).matches()
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(timestamp)))
        : Optional.empty();
  }

  /** The headers that sign this body at that time. */
  List<Header> headers(Body body, Instant at) {
    String timestamp = Long.toString(at.getEpochSecond());
    return List.of(
        new Header(TIMESTAMP_HEADER, timestamp),
        new Header(SIGNATURE_HEADER, sign(timestamp, body)));
  }

  private String sign(String timestamp, Body body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(body.bytes()));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JDK has HmacSHA256, which takes any key", e);
    }
  }
}
