package dev.ringbus.ingress.kontur;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.ingress.RawClient;
import dev.ringbus.ingress.RunningIngress;
import dev.ringbus.model.CallCommand;
import dev.ringbus.testkit.GoldenFiles;
import dev.ringbus.testkit.MovableClock;
import dev.ringbus.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** System calls as they come over the wire, their answers, and the commands that they become. */
class GoldenSystemCallsTest {

  private static final GoldenFiles FILES = GoldenFiles.of(GoldenSystemCallsTest.class, "kontur");

  private static RunningIngress ingress;

  @BeforeAll
  static void start() {
    ingress =
        new RunningIngress(
            _ -> {}, beans -> beans.registerBean(Clock.class, () -> MovableClock.standing()));
    ingress.configure(Workspaces.all());
  }

  @AfterAll
  static void stop() {
    ingress.close();
  }

  static List<String> cases() {
    return FILES.cases(".request.http");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answersAndStores(String name) {
    int before = ingress.commands.commands().size();

    String answer;
    try (RawClient client = new RawClient(ingress.port())) {
      answer =
          client
              .send(new String(FILES.bytes(name + ".request.http"), StandardCharsets.ISO_8859_1))
              .readToTheEnd();
    }

    FILES.assertText(name + ".response.http", answer.replace("\r\n", "\n"));
    List<CallCommand> commands = ingress.commands.commands();
    if (answer.startsWith("HTTP/1.1 200") && !name.equals("upgrade")) {
      assertThat(commands).hasSize(before + 1);
      FILES.assertText(
          name + ".command.json",
          Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(commands.getLast()));
    } else {
      assertThat(commands).hasSize(before);
    }
  }
}
