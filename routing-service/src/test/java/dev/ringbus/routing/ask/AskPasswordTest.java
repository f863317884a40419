package dev.ringbus.routing.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.model.Rule.AskHttp;
import dev.ringbus.model.SecretRef;
import dev.ringbus.routing.Calls;
import dev.ringbus.routing.ask.AskResult.Failed;
import dev.ringbus.routing.ask.AskResult.Failure;
import dev.ringbus.routing.ask.CrmServer.Behaviour;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AskPasswordTest extends AskFixture {

  @Test
  void authenticatesWithBasic() {
    answersForward();
    AskHttp rule =
        new AskHttp(
            crm.url("/route"),
            Calls.COMAGIC,
            "POST",
            "ringbus",
            new SecretRef.Env("CRM_PASSWORD"),
            AMPLE);

    assertThat(result(prepare(rule))).isEqualTo(FORWARDED);

    assertThat(crm.requests().getFirst().header("Authorization"))
        .contains("Basic " + base64("ringbus:s3cret"));
  }

  @Test
  void doesNotAskWithoutThePasswordThatItNeeds() {
    AskHttp rule =
        new AskHttp(
            crm.url("/route"),
            Calls.COMAGIC,
            "POST",
            "ringbus",
            new SecretRef.Env("NOT_SET"),
            AMPLE);

    assertThat(result(prepare(rule)))
        .isEqualTo(new Failed(Failure.NO_PASSWORD, "not asked: its password is not set here"));
    assertThat(crm.requests()).isEmpty();
  }

  @Test
  void readsAPasswordAgainAfterItWasRefused() throws IOException {
    Path file = secrets.resolve("crm-password");
    Files.writeString(file, "old\n");
    crm.does(request ->
        request.header("Authorization").equals(Optional.of("Basic " + base64("ringbus:new")))
            ? new Behaviour.Send(
                CrmServer.write(PbxResponse.of(200, JSON, "{\"phones\":[\"74959876543\"]}")))
            : new Behaviour.Send(CrmServer.write(PbxResponse.empty(401))));
    Ask ask =
        prepare(
            new AskHttp(
                crm.url("/route"),
                Calls.COMAGIC,
                "POST",
                "ringbus",
                new SecretRef.File("crm-password"),
                AMPLE));
    assertThat(failure(result(ask))).isEqualTo(Failure.REFUSED);

    Files.writeString(file, "new\n");

    assertThat(result(ask)).isEqualTo(FORWARDED);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
