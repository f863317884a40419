package dev.ringbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.config.ConfigurationResult.Valid;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Secret;
import dev.ringbus.simulator.callevent.CallEventCrm;
import dev.ringbus.simulator.callevent.CallEventSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code simulate --crm callevent} against a hub in a process of its own. */
class SimulateCallEventTest {

  @TempDir private static Path folder;

  private static RingbusProcess hub;

  /** The hub tests the CRM before the first run: each of the two services that use it. */
  @BeforeAll
  static void start() throws IOException {
    CallEventSettings settings =
        CallEventSettings.of("hub", new Secret("test-password-of-old-9"), Clock.systemUTC());
    try (InputStream text = SimulateCallEventTest.class.getResourceAsStream("/hub/callevent.yaml");
        CallEventCrm crm = CallEventCrm.start(settings)) {
      String yaml = new String(text.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(file(), yaml.replace("PORT", Integer.toString(crm.port())));
      Files.writeString(folder.resolve("old-password"), "test-password-of-old-9");
      hub = RingbusProcess.startHub(folder, Map.of(), "--config=" + file());
      TestHub.await().until(() -> crm.activations() >= 2);
      assertThat(crm.violations()).isEmpty();
    }
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  @Test
  void letsTheCrmSteerACallOfMtsAndTellsItOfAll() {
    CommandRun run =
        simulate(
            "--calls=1",
            "--speed=10",
            "--talk=100",
            "--integration=mts",
            "--instruct=forward=0306");

    assertThat(run.code()).as(run.toString()).isEqualTo(Ringbus.DONE);
    assertThat(run.out())
        .contains("/api/v1/calls/mts/9007")
        .contains(": a poll was answered forward to 0306 as extension")
        .contains(": then leg.ringing")
        .containsPattern("told of EventType 1 2 3 7 4 8 18 16 9 13 10 11 14 17 15; polled [1-9]")
        .contains("; handed out EventType 2, Param 0306")
        .containsPattern("crm: 1 of 1 calls as they should be, [1-9]\\d* polls, 0 violations")
        .doesNotContain("test-password");
  }

  @Test
  void tellsTheCrmOfCallsOfOtherPlatforms() {
    CommandRun run = simulate("--calls=2", "--speed=100", "--integration=sim");

    assertThat(run.code()).as(run.toString()).isEqualTo(Ringbus.DONE);
    assertThat(run.out())
        .containsPattern(
            "sim:1557491089\\.\\d+, CallID [1-9]\\d+: told of EventType 1 .*15; polled")
        .contains("crm: 2 of 2 calls as they should be");
  }

  @Test
  void saysWhatTheCrmWasNotTold() {
    CommandRun run =
        simulate(
            "--calls=1",
            "--speed=100",
            "--integration=sim",
            "--crm-fault=500@report=1",
            "--wait=3");

    assertThat(run.code()).as(run.toString()).isEqualTo(Ringbus.FAILED);
    assertThat(run.out())
        .contains("told of EventType 1; polled 0 times")
        .contains("LACKING: expected the CRM to be told of its end")
        .contains("crm: 0 of 1 calls as they should be, 0 polls, 0 violations");
  }

  @Test
  void saysWhyItCannotSimulateSuchACrm() throws IOException {
    assertThat(simulate("--integration=untold").err())
        .contains("expected an integration with \"crm: old\" among those that are meant");
    assertThat(simulate("--instruct=dance").err()).contains("expected forward=NUMBER");
    assertThat(simulate("--crm-fault=dance").err()).contains("expected slow, malformed");
    Path elsewhere = folder.resolve("elsewhere.yaml");
    Files.writeString(
        elsewhere,
        Files.readString(file()).replace("http://127.0.0.1", "https://crm.example.invalid"));
    CommandRun none = CommandRun.of("simulate", "--config=" + elsewhere, "--crm=callevent");
    assertThat(none.code()).isEqualTo(Ringbus.FAILED);
    assertThat(none.err())
        .contains("expected a CRM of type callevent with a baseUrl on this machine", "crm: old");
    String example =
        none.err().substring(none.err().indexOf("crms:"), none.err().indexOf("\nand "));
    Files.writeString(
        elsewhere,
        example + "\nintegrations: {sim: {platform: sipsim, key: test-key-of-sim-00004}}");
    assertThat(new ConfigurationFile(elsewhere).read(Configuration.EMPTY))
        .as(example)
        .isInstanceOf(Valid.class);
  }

  private static Path file() {
    return folder.resolve("ringbus.yaml");
  }

  private static CommandRun simulate(String... arguments) {
    return CommandRun.of(
        Stream.concat(
                Stream.of(
                    "simulate",
                    "--config=" + file(),
                    "--url=" + hub.url(),
                    "--crm=callevent",
                    "--tested",
                    "--grace=60"),
                Stream.of(arguments))
            .toArray());
  }
}
