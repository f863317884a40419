package dev.ringbus.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.ingress.RawClient.Response;
import dev.ringbus.model.CallId;
import dev.ringbus.model.SecretRef;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who gets in, on every platform. */
class AuthenticationTest {

  private static final CallId CALL = new CallId("9007199254740993");
  private static RunningIngress ingress;

  @BeforeAll
  static void start() {
    ingress = new RunningIngress();
    ingress.configure(
        Stream.concat(
                Stream.of(Pbx.values()).map(pbx -> pbx.integration(null)),
                Stream.of(
                    Connections.integration("with-user", "mts", "a key of 16 characters")
                        .user("mts")
                        .build(),
                    Connections.integration("from-elsewhere", "sipsim", "a key of 16 characters")
                        .allowFrom("203.0.113.0/24", "2001:db8::/32")
                        .build(),
                    Connections.integration("from-here", "sipsim", "a key of 16 characters")
                        .allowFrom("127.0.0.0/8", "::1")
                        .build(),
                    Connections.integration("signed", "sipsim", "a key of 16 characters")
                        .secret("signingSecret", new SecretRef.Env("PATH"))
                        .build(),
                    Connections.integration("without-secret", "sipsim", "a key of 16 characters")
                        .secret("signingSecret", new SecretRef.Env("RINGBUS_NO_SUCH_SECRET"))
                        .build()))
            .toList());
  }

  @AfterAll
  static void stop() {
    ingress.close();
  }

  @ParameterizedTest
  @EnumSource
  void letsTheKeyInByQueryAndByBasic(Pbx pbx) {
    assertIn(pbx, pbx.request(CALL, pbx.id().value(), "", "key=" + pbx.key()));
    assertIn(pbx, pbx.request(CALL, pbx.id().value(), "", "key=" + pbx.key().replace("-", "%2D")));
    assertIn(pbx, pbx.request(CALL, pbx.id().value(), basic("", pbx.key()), ""));
    assertIn(pbx, pbx.request(CALL, pbx.id().value(), basic("anybody", pbx.key()), ""));
    assertIn(pbx, pbx.request(CALL, pbx.id().value(), basic("x", "wrong"), "key=" + pbx.key()));
  }

  @ParameterizedTest
  @EnumSource
  void keepsOutWhoHasNoKeyOrAWrongOne(Pbx pbx) {
    String name = pbx.id().value();
    Pbx other = pbx == Pbx.MTS ? Pbx.SIPSIM : Pbx.MTS;

    assertOut(pbx, pbx.request(CALL, name, "", ""));
    assertOut(pbx, pbx.request(CALL, name, "", "key="));
    assertOut(pbx, pbx.request(CALL, name, "", "key"));
    assertOut(pbx, pbx.request(CALL, name, "", "key=" + pbx.key() + "x"));
    assertOut(pbx, pbx.request(CALL, name, "", "key=" + pbx.key().toUpperCase(Locale.ROOT)));
    assertOut(pbx, pbx.request(CALL, name, "", "key=" + other.key()));
    assertOut(pbx, pbx.request(CALL, name, "", "Key=" + pbx.key()));
    assertOut(pbx, pbx.request(CALL, name, "", "key=wrong&key=" + pbx.key()));
    assertOut(pbx, pbx.request(CALL, name, basic("", "wrong"), ""));
    assertOut(pbx, pbx.request(CALL, name, basic(pbx.key(), ""), ""));
    assertOut(pbx, pbx.request(CALL, name, "Authorization: Bearer " + pbx.key() + "\n", ""));
    assertOut(pbx, pbx.request(CALL, name, "Authorization: Basic ???\n", ""));
  }

  @ParameterizedTest
  @EnumSource
  void answersTheSameForWhatDoesNotExist(Pbx pbx) {
    Response wrongKey = ingress.send(pbx.request(CALL, pbx.id().value(), "", "key=wrong"));
    Pbx other = pbx == Pbx.MTS ? Pbx.SIPSIM : Pbx.MTS;

    for (String name :
        List.of("nobody", "NOBODY", "a%20b", "_", "x".repeat(200), other.id().value())) {
      assertThat(ingress.send(pbx.request(CALL, name, "", "key=" + other.key())))
          .as(name)
          .isEqualTo(wrongKey);
    }
  }

  @ParameterizedTest
  @EnumSource
  void challengesOnMtsAlone(Pbx pbx) {
    Response response = ingress.send(pbx.request(CALL, pbx.id().value(), "", ""));

    assertThat(response.headers().containsKey("www-authenticate")).isEqualTo(pbx == Pbx.MTS);
  }

  @Test
  void asksForTheUserThatIsConfigured() {
    assertIn(
        Pbx.MTS, Pbx.MTS.request(CALL, "with-user", basic("mts", "a key of 16 characters"), ""));
    assertOut(
        Pbx.MTS, Pbx.MTS.request(CALL, "with-user", basic("sms", "a key of 16 characters"), ""));
    assertOut(Pbx.MTS, Pbx.MTS.request(CALL, "with-user", basic("", "a key of 16 characters"), ""));
  }

  @Test
  void readsAKeyWithSpacesInEachEncoding() {
    String request = "with-user";
    assertIn(Pbx.MTS, Pbx.MTS.request(CALL, request, "", "key=a+key+of+16+characters"));
    assertIn(Pbx.MTS, Pbx.MTS.request(CALL, request, "", "key=a%20key%20of%2016%20characters"));
  }

  @Test
  void asksForAnAllowedSender() {
    String key = "key=a+key+of+16+characters";

    assertIn(Pbx.SIPSIM, Pbx.SIPSIM.request(CALL, "from-here", "", key));
    assertOut(Pbx.SIPSIM, Pbx.SIPSIM.request(CALL, "from-elsewhere", "", key));
    assertOut(
        Pbx.SIPSIM,
        Pbx.SIPSIM.request(
            CALL,
            "from-elsewhere",
            "X-Forwarded-For: 203.0.113.7\nForwarded: for=203.0.113.7\n",
            key));
  }

  @Test
  void asksForASignatureAndNotForTheKey() {
    assertOut(Pbx.SIPSIM, Pbx.SIPSIM.request(CALL, "signed", "", "key=a+key+of+16+characters"));
    assertOut(
        Pbx.SIPSIM,
        Pbx.SIPSIM.request(
            CALL, "signed", "X-Webhook-Timestamp: 1\nX-Webhook-Signature: 00\n", ""));
  }

  @Test
  void keepsOutEverybodyOfAnIntegrationWhoseSecretIsNotThere() {
    assertOut(
        Pbx.SIPSIM, Pbx.SIPSIM.request(CALL, "without-secret", "", "key=a+key+of+16+characters"));
  }

  @AfterEach
  void nothingWasStoredThatShouldNot() {
    assertThat(ingress.events.events())
        .allMatch(event -> !event.raw().toString().contains("key-of"));
  }

  private static void assertIn(Pbx pbx, String request) {
    Response response = ingress.send(request);
    assertThat(response.status()).as(request).isEqualTo(200);
    assertThat(response.body()).isEqualTo(pbx.neutral(CALL));
  }

  private static void assertOut(Pbx pbx, String request) {
    int before = ingress.events.events().size();
    double counted = refused(pbx);
    Response response = ingress.send(request);
    assertThat(response.status()).as(request).isEqualTo(401);
    assertThat(response.body()).isEmpty();
    assertThat(ingress.events.events()).hasSize(before);
    assertThat(refused(pbx)).isEqualTo(counted + 1);
  }

  private static double refused(Pbx pbx) {
    return ingress.metric("ringbus.requests", "platform", pbx.platform(), "result", "unauthorized");
  }

  private static String basic(String user, String password) {
    return "Authorization: Basic " + Pbx.basic(user, password) + "\n";
  }
}
