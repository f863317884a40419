package dev.ringbus.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OpenApiTest {

  private static final Path COMMITTED = Path.of("openapi.json");

  @Test
  void isTheDocumentThatIsCommitted() throws IOException {
    if (Boolean.getBoolean("ringbus.golden-rewrite")
        || "rewrite".equals(System.getProperty("ringbus.golden"))) {
      Files.writeString(COMMITTED, document());
    }

    assertThat(document())
        .as(
            "openapi.json is generated: run with -Dringbus.golden=rewrite, and look at the difference")
        .isEqualTo(Files.readString(COMMITTED));
  }

  @Test
  void isTakenByAParserThatIsNotOurs() {
    SwaggerParseResult result = new OpenAPIV3Parser().readContents(document());

    assertThat(result.getMessages()).isEmpty();
    assertThat(result.getOpenAPI().getPaths()).hasSize(8);
  }

  private static String document() {
    return new String(
        new SteeredCalls().routes(new SomeCalls()).document(), StandardCharsets.UTF_8);
  }
}
