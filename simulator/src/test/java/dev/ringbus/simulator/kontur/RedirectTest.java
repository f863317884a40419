package dev.ringbus.simulator.kontur;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedirectTest {

  private static final String PATH =
      "/api/v1/demo/communications/callbacks/telephony/call-redirect";

  @Test
  void namesWhoIsResponsibleForAClient() throws Exception {
    try (Workspaces workspace =
        Workspaces.open(it -> it.withOwners(Map.of("+79000000001", List.of(Told.USER))))) {
      HttpResponse<String> byNumber = workspace.told().get(PATH + "?phoneNumber=%2B79000000001");
      assertThat(byNumber.body()).isEqualTo("{\"userIds\":[\"" + Told.USER + "\"]}");

      assertThat(workspace.told().get(PATH + "?externalId=" + Told.CALL).statusCode())
          .isEqualTo(409);
      workspace.told().start();
      HttpResponse<String> byCall = workspace.told().get(PATH + "?externalId=" + Told.CALL);
      assertThat(byCall.body()).isEqualTo(byNumber.body());
    }
  }

  @Test
  void knowsNobody() throws Exception {
    try (Workspaces workspace = Workspaces.open()) {
      HttpResponse<String> answer = workspace.told().get(PATH + "?phoneNumber=79000000002");
      assertThat(answer.statusCode()).isEqualTo(409);
      assertThat(Told.json(answer).path("status").asString()).isEqualTo("notFound");

      workspace.crm().own("+79000000002", List.of());
      assertThat(workspace.told().get(PATH + "?phoneNumber=79000000002").body())
          .isEqualTo("{\"userIds\":[]}");
      assertThat(workspace.crm().violations()).isEmpty();
    }
  }

  @Test
  void noticesAPlusThatIsNotEncoded() throws Exception {
    try (Workspaces workspace = Workspaces.open()) {
      assertThat(workspace.told().get(PATH + "?phoneNumber=+79000000002").statusCode())
          .isEqualTo(400);
      assertThat(workspace.told().get(PATH).statusCode()).isEqualTo(400);
      assertThat(workspace.crm().violations())
          .extracting(Violation::rule)
          .containsExactly(Rule.WELL_FORMED, Rule.WELL_FORMED);
    }
  }
}
