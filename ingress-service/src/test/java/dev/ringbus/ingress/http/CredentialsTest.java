package dev.ringbus.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

  @Test
  void readsBasic() {
    assertThat(of("Basic " + base64("mts:se:cret")).basic())
        .contains(new Credentials.Basic("mts", "se:cret"));
    assertThat(of("bAsIc   " + base64(":пароль")).basic())
        .contains(new Credentials.Basic("", "пароль"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "Basic", "Basic !!!", "Basic bm9jb2xvbg==", "Bearer abc", "Digest x=y"})
  void hasNoBasicInAnythingElse(String header) {
    assertThat(of(header).basic()).isEmpty();
  }

  @Test
  void doesNotPrintSecrets() {
    Credentials credentials =
        Credentials.of(RawQuery.of("key=very-secret"), "Basic " + base64("mts:also-secret"));

    assertThat(credentials.toString()).isEqualTo("1 keys, mts:***").doesNotContain("secret");
  }

  private static Credentials of(String header) {
    return Credentials.of(RawQuery.of(null), header);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
