package dev.ringbus.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginateFaultsTest {

  private static final String URL = "url: \"https://pbx.example/{extension}/{clientPhone}\"";

  @TempDir private Path folder;
  private Yaml yaml;

  @BeforeEach
  void read() {
    yaml = new Yaml(folder);
  }

  @Test
  void needsAnIntegrationWhoseCallsTheWorkspaceSees() {
    assertThat(faults("nobody", URL))
        .containsExactly(
            "integration: expected the id of an integration, found 'nobody'; known are a, b");
    assertThat(faults("b", URL))
        .containsExactly(
            "integration: expected an integration with crm: c, or the CRM never learns what becomes"
                + " of its calls");
    assertThat(faults("a", URL)).isEmpty();
  }

  @Test
  void takesPlaceholdersInPathQueryHeadersAndBody() {
    assertThat(
            http(
                "url: \"https://pbx.example/{communicationId}?to={clientPhone}\","
                    + " headers: {X-From: \"{extension}\"}"))
        .isEmpty();
    assertThat(http("url: \"https://pbx.example\", body: 'from={extension}&to={clientPhone}'"))
        .isEmpty();
    assertThat(
            http(
                "url: \"https://pbx.example\","
                    + " body: '[{\"call\": {\"from\": \"{extension}\", \"to\": \"tel:{clientPhone}\"}}]'"))
        .isEmpty();
  }

  @Test
  void refusesUnknownPlaceholders() {
    assertThat(
            http(
                "url: \"https://pbx.example/{extention}\", headers: {X-To: \"{phone}\"},"
                    + " body: '{\"to\": \"{clientPhone}\", \"id\": \"{id}\"}'"))
        .containsExactly(
            "http.body: unknown placeholder {id}; known are clientPhone, communicationId,"
                + " extension, secret",
            "http.headers.X-To: unknown placeholder {phone}; known are clientPhone,"
                + " communicationId, extension, secret",
            "http.url: unknown placeholder {extention}; did you mean extension?");
  }

  @Test
  void takesNoPlaceholderWhereTheRequestGoes() {
    String expected = "http.url: expected a URL with placeholders in its path and query only";
    assertThat(http("url: \"https://{clientPhone}.example/\"")).containsExactly(expected);
    assertThat(http("url: \"https://pbx.example:{clientPhone}/\"")).containsExactly(expected);
    assertThat(http("url: \"https://pbx.example?to={clientPhone}\", method: GET")).isEmpty();
    assertThat(http("url: \"{clientPhone}\", method: HEAD"))
        .containsExactly(
            "http.method: expected one of GET, POST, PUT, found 'HEAD'",
            "http.url: expected a URL such as https://crm.example/route");
  }

  @Test
  void needsToSayWhomToCall() {
    assertThat(http("url: \"https://pbx.example/{extension}\""))
        .containsExactly(
            "http: expected {clientPhone} in the URL, a header or the body: it says whom to call");
    assertThat(
            yaml.valid(file("a", "url: \"https://pbx.example/{clientPhone}\"")).notices().stream()
                .map(Notice::message))
        .containsExactly("without {extension} each call begins with the same employee");
  }

  @Test
  void takesPlaceholdersInJsonInsideQuotesOnly() {
    assertThat(http(URL + ", body: '{\"to\": {clientPhone}}'"))
        .containsExactly(
            "http.body: expected each placeholder inside quotes, as in \"{clientPhone}\"");
    assertThat(http(URL + ", body: '{\"to\": \"{clientPhone}\"'"))
        .containsExactly("http.body: expected JSON");
    assertThat(http(URL + ", headers: {content-type: application/json}, body: 'to={clientPhone}'"))
        .containsExactly("http.body: expected JSON");
    assertThat(http(URL + ", headers: {Content-Type: text/xml}, body: '<to>{clientPhone}</to>'"))
        .containsExactly(
            "http.headers.Content-Type: expected application/json or"
                + " application/x-www-form-urlencoded: of other kinds it is not known how a"
                + " placeholder's value is escaped");
    assertThat(http(URL + ", headers: {Content-Type: text/xml}, body: '<call/>'")).isEmpty();
    assertThat(http(URL + ", method: GET, body: a"))
        .containsExactly("http.body: expected no body, the method is GET");
  }

  @Test
  void takesHeadersThatAreTheUsersOwn() {
    assertThat(
            http(
                URL
                    + ", headers: {Host: x, \"a b\": c, X-Name: Пётр, X-Two: \"a\\r\\nb: c\","
                    + " Authorization: Bearer 123}"))
        .containsExactly(
            "http.headers.Authorization: expected {secret} in it, a literal would be readable on the"
                + " topic ringbus.config",
            "http.headers.Host: expected no such header, the hub sets it by itself",
            "http.headers.X-Name: expected ASCII characters on one line",
            "http.headers.X-Two: expected ASCII characters on one line",
            "http.headers['a b']: expected the name of a header, such as X-API-Key");
  }

  @Test
  void takesSecretsByReference() {
    assertThat(
            http(URL + ", headers: {Authorization: \"Bearer {secret}\"}, secret: {env: PASSWORD}"))
        .isEmpty();
    assertThat(http(URL + ", user: hub, password: {env: PASSWORD}")).isEmpty();
    assertThat(http(URL + ", user: hub"))
        .containsExactly("http: needs password as well, since it has user");
    assertThat(http(URL + ", headers: {X-Key: \"{secret}\"}"))
        .containsExactly("http: needs secret as well, since {secret} stands in it");
    assertThat(http(URL + ", secret: {env: PASSWORD}"))
        .containsExactly("http.secret: expected {secret} in the URL, a header or the body as well");
    assertThat(http(URL + ", secret: {env: UNSET}, headers: {X-Key: \"{secret}\"}"))
        .containsExactly(
            "http.secret: expected a secret in the variable UNSET, it is not set or empty");
    assertThat(
            http(
                URL
                    + ", user: u, password: {env: PASSWORD}, secret: {env: PASSWORD},"
                    + " headers: {authorization: \"{secret}\"}"))
        .containsExactly(
            "http.headers.authorization: expected no such header, user and password make one");
  }

  private List<String> http(String fields) {
    return faults("a", fields);
  }

  private List<String> faults(String integration, String fields) {
    return yaml.faults(file(integration, fields)).stream()
        .map(fault -> fault.replaceFirst("ringbus.yaml:[0-9]+: crms.c.originate[.:] ?", ""))
        .toList();
  }

  private static String file(String integration, String fields) {
    return """
    integrations:
      a: {platform: comagic, key: 0123456789abcdef, crm: c}
      b: {platform: comagic, key: 0123456789abcdef}
    crms:
      c: {type: kontur, baseUrl: "https://x", apiKey: {env: KEY}, originate: {integration: %s, http: {%s}}}
    """
        .formatted(integration, fields);
  }
}
