package dev.ringbus.crmsync.originate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringbus.crm.kontur.KonturSettings.Originate;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Secret;
import dev.ringbus.wire.Json;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PbxRequestTest {

  private static final String NASTY = "7\", \"to\": \"1&to=1#%\r\nX: Я {secret}";

  private static final Placeholders VALUES =
      new Placeholders(
          Map.of(
              "extension", "306", "clientPhone", NASTY, "communicationId", "c-1", "secret", "s3"));

  private static PbxRequest request(
      String url, @Nullable String body, Map<String, String> headers) {
    return request(url, body, headers, null);
  }

  private static PbxRequest request(
      String url, @Nullable String body, Map<String, String> headers, @Nullable String user) {
    Originate template =
        new Originate(new IntegrationId("acme"), "POST", url, body, headers, user, null, null);
    return PbxRequest.of(template, VALUES, Optional.of(new Secret("пароль:1")));
  }

  private static PbxRequest body(String body, Map<String, String> headers) {
    return request("https://pbx.example/call", body, headers);
  }

  @Test
  void keepsAValueInItsPlaceInTheUrl() {
    PbxRequest request =
        request(
            "https://pbx.example:8443/{extension}/{clientPhone}?to={clientPhone}&key={secret}",
            null,
            Map.of());

    assertThat(request.url().getAuthority()).isEqualTo("pbx.example:8443");
    assertThat(request.url().getPath()).isEqualTo("/306/" + NASTY);
    assertThat(request.url().getRawQuery())
        .isEqualTo("to=" + Escape.PERCENT.apply(NASTY) + "&key=s3")
        .doesNotContain("#", "\"", "{");
    assertThat(request.url().getFragment()).isNull();
    assertThat(request.body()).isEmpty();
    assertThat(request.headers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://{communicationId}/call",
        "https://pbx-{extension}.example/call",
        "https://pbx.example:{extension}/call",
        "{secret}://pbx.example/call",
        "https://pbx.example/a b",
        "pbx.example/{extension}",
        "/{extension}"
      })
  void refusesAUrlWhoseHostAValueWouldChoose(String url) {
    assertThatThrownBy(() -> request(url, null, Map.of()))
        .isInstanceOf(CannotOriginate.class)
        .hasMessage(
            "expected a URL with placeholders in its path and query only in originate.http.url");
  }

  @Test
  void keepsAValueInItsQuotesInJson() {
    PbxRequest request =
        body(
            "{\"from\": \"{extension}\", \"to\": \"sip:{clientPhone}\", \"a\\\"{extension}\": 1}",
            Map.of());

    assertThat(request.headers()).containsEntry("Content-Type", "application/json");
    assertThat(Json.mapper().readTree(request.body()))
        .isEqualTo(
            Json.mapper().valueToTree(Map.of("from", "306", "to", "sip:" + NASTY, "a\"306", 1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"from\": {extension}}",
        "[{extension}]",
        "{\"a\\\\\": {extension}}",
        "{\"a\": \"{clientPhone}\", {extension}: 1}"
      })
  void refusesJsonWithAPlaceholderOutsideOfQuotes(String json) {
    assertThatThrownBy(() -> body(json, Map.of()))
        .isInstanceOf(CannotOriginate.class)
        .hasMessage("expected {extension} inside quotes in originate.http.body");
  }

  @Test
  void leavesBracesThatAreNoPlaceholders() {
    assertThat(body("{\"a\": {\"b\": \"{unknown} {extension}\"}}", Map.of()).body())
        .isEqualTo("{\"a\": {\"b\": \"{unknown} 306\"}}");
  }

  @Test
  void keepsAValueInItsFieldOfAForm() {
    PbxRequest request = body("from={extension}&to={clientPhone}", Map.of());

    assertThat(request.headers())
        .containsEntry("Content-Type", "application/x-www-form-urlencoded");
    assertThat(request.body()).isEqualTo("from=306&to=" + Escape.PERCENT.apply(NASTY));
    assertThat(request.body().split("&")).hasSize(2);
  }

  @Test
  void takesTheFormOfTheBodyFromItsContentType() {
    Map<String, String> json = Map.of("content-type", "application/vnd.pbx+json");

    assertThat(body("\"{clientPhone}\"", json).body())
        .isEqualTo("\"" + Escape.JSON.apply(NASTY) + "\"");
    assertThat(body("\"{clientPhone}\"", json).headers()).hasSize(1);
  }

  @Test
  void refusesAValueInABodyOfWhichItIsNotKnownHowToWriteIt() {
    Map<String, String> xml = Map.of("Content-Type", "text/xml");

    assertThat(body("<call/>", xml).body()).isEqualTo("<call/>");
    assertThatThrownBy(() -> body("<call to='{clientPhone}'/>", xml))
        .isInstanceOf(CannotOriginate.class)
        .hasMessageContaining("text/xml");
  }

  @Test
  void keepsAValueInItsHeader() {
    assertThat(body("", Map.of("X-To", "<{clientPhone}>", "X-Key", "{secret}")).headers())
        .containsEntry("X-To", "<7\", \"to\": \"1&to=1#% X: ? {secret}>")
        .containsEntry("X-Key", "s3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX-Other: {extension}", "a\n b", "ключ", "a\tb"})
  void refusesAHeaderThatIsNotOneLineOfAscii(String value) {
    assertThatThrownBy(() -> body("", Map.of("X-Key", value)))
        .isInstanceOf(CannotOriginate.class)
        .hasMessage("expected ASCII characters on one line in originate.http.headers.X-Key");
  }

  @Test
  void saysWhoItIsByBasic() {
    // "user:пароль:1" in UTF-8, encoded by hand.
    assertThat(request("https://pbx.example", null, Map.of(), "user").headers())
        .containsEntry("Authorization", "Basic dXNlcjrQv9Cw0YDQvtC70Yw6MQ==");
  }

  @Test
  void showsNoSecret() {
    PbxRequest request =
        request("https://pbx.example/?k={secret}", "k={secret}", Map.of("K", "{secret}"), "user");

    assertThat(request.url().getQuery()).contains("s3");
    assertThat(request + " " + VALUES).doesNotContain("s3", "0L");
  }
}
