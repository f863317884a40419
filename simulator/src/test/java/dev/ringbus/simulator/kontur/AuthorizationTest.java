package dev.ringbus.simulator.kontur;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.Secret;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AuthorizationTest {

  private static final String PRIVATE = "authorize-private-integration";
  private static final String PUBLIC = "authorize-integration";

  @Test
  void givesThePrivateIntegrationAKeyAndTheNameOfTheWorkspace() throws Exception {
    try (Workspaces workspace = Workspaces.open()) {
      HttpResponse<String> answer = workspace.told().authorize();

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(Told.json(answer).at("/workspace/name").asString()).isEqualTo("demo");
      assertThat(Told.json(answer).at("/integrationInstance/features/call").asBoolean()).isTrue();
      assertThat(workspace.told().start().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void refusesAPrivateIntegrationThatIsNotInstalled() throws Exception {
    try (Workspaces workspace = Workspaces.open()) {
      HttpResponse<String> answer = authorize(workspace, PRIVATE, "another", "");

      assertThat(answer.statusCode()).isEqualTo(409);
      assertThat(Told.json(answer).path("status").asString()).isEqualTo("notInstalled");
      assertThat(authorize(workspace, PUBLIC, Told.API_KEY, "").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void asksAPublicIntegrationForItsSecret() throws Exception {
    try (Workspaces workspace =
        Workspaces.open(settings -> settings.proved("token", new Secret("s3cret")))) {
      assertThat(authorize(workspace, PUBLIC, Told.API_KEY, "token=s3cret").statusCode())
          .isEqualTo(200);
      HttpResponse<String> wrong = authorize(workspace, PUBLIC, Told.API_KEY, "token=other");
      assertThat(wrong.statusCode()).isEqualTo(401);
      assertThat(wrong.body()).isEqualTo("\"Unauthorized\"");
      assertThat(authorize(workspace, PRIVATE, Told.API_KEY, "").statusCode()).isEqualTo(409);
    }
  }

  @Test
  void letsAKeyLiveTwentyMinutes() throws Exception {
    try (Workspaces workspace = Workspaces.open()) {
      workspace.pass(Duration.ofMinutes(20).minusMillis(1));
      assertThat(workspace.told().start().statusCode()).isEqualTo(200);

      workspace.pass(Duration.ofMillis(1));
      assertThat(workspace.told().start().statusCode()).isEqualTo(401);
      assertThat(workspace.crm().violations()).isEmpty();

      workspace.told().authorize();
      assertThat(workspace.told().start().statusCode()).isEqualTo(200);
      assertThat(workspace.crm().counters().keysGiven()).isEqualTo(2);
    }
  }

  @Test
  void letsAllKeysRunOut() throws Exception {
    try (Workspaces workspace = Workspaces.open()) {
      workspace.crm().expireKeys();

      assertThat(workspace.told().start().statusCode()).isEqualTo(401);
      assertThat(workspace.crm().calls()).isEmpty();
    }
  }

  @Test
  void noticesRequestsWithoutAKeyOfItsOwn() throws Exception {
    try (Workspaces workspace = Workspaces.open()) {
      workspace.told().useKey("");
      assertThat(workspace.told().start().statusCode()).isEqualTo(401);
      workspace.told().useKey("invented");
      assertThat(workspace.told().upload(new byte[10]).statusCode()).isEqualTo(401);

      assertThat(workspace.crm().violations())
          .extracting(Violation::rule)
          .containsExactly(Rule.ACCESS_KEY, Rule.ACCESS_KEY);
      assertThat(workspace.crm().files()).isEmpty();
    }
  }

  @Test
  void takesAKeyOfAnEarlierRunForAnExpiredOne() throws Exception {
    String key;
    try (Workspaces earlier = Workspaces.open()) {
      key = Told.json(earlier.told().authorize()).path("accessKey").asString();
    }
    try (Workspaces workspace = Workspaces.open()) {
      workspace.told().useKey(key);

      assertThat(workspace.told().start().statusCode()).isEqualTo(401);
      assertThat(workspace.crm().violations()).isEmpty();
    }
  }

  private static HttpResponse<String> authorize(
      Workspaces workspace, String method, String apiKey, String secret) throws Exception {
    HttpRequest.Builder request =
        workspace
            .told()
            .request("/api/v1/authorization/" + method)
            .header("X-XCOM-Integration-ApiKey", apiKey)
            .POST(BodyPublishers.noBody());
    if (!secret.isEmpty()) {
      request.header("X-XCOM-Integration-Secret", secret);
    }
    return workspace.told().send(request.build());
  }
}
