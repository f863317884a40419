package dev.ringbus.simulator.kontur.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The parser against bytes that arrive in any pieces. */
class MultipartTest {

  private static final int ROUNDS = 300;
  private static final String HEAD =
      """
      --x
      Content-Disposition: form-data; name=file; filename="a \\"b\\".mp3"
      Content-Type: audio/mpeg

      """
          .replace("\n", "\r\n");

  @Test
  void findsTheContentWhereverItIsCut() throws Exception {
    long seed = Long.getLong("ringbus.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] content = content(random);

      Uploading.Content read = read(body(content), random);

      assertThat(read)
          .as("seed %d, round %d", seed, round)
          .isEqualTo(
              new Uploading.Content("a \"b\".mp3", "audio/mpeg", content.length, sha256(content)));
    }
  }

  /** Bytes that are often those of a delimiter, or its beginning. */
  private static byte[] content(Random random) {
    StringBuilder text = new StringBuilder();
    int pieces = random.nextInt(40);
    for (int i = 0; i < pieces; i++) {
      text.append(
          switch (random.nextInt(6)) {
            case 0 -> "\r\n";
            case 1 -> "\r\n--";
            case 2 -> "--x--";
            case 3 -> "\r";
            case 4 -> "\r\n-x";
            default -> Integer.toString(random.nextInt());
          });
    }
    return text.toString().replace("\r\n--x", "\r\n--y").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] body(byte[] content) {
    return (HEAD + new String(content, StandardCharsets.ISO_8859_1) + "\r\n--x--\r\nepilogue")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Uploading.Content read(byte[] body, Random random) throws MalformedUpload {
    try (Uploading uploading =
        new Uploading("multipart/form-data; charset=utf-8; boundary=\"x\"")) {
      for (int at = 0; at < body.length; ) {
        int length = Math.min(body.length - at, 1 + random.nextInt(random.nextInt(60) + 1));
        uploading.read(Unpooled.wrappedBuffer(body, at, length));
        at += length;
      }
      return uploading.end();
    }
  }

  private static String sha256(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }
}
