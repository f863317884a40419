package dev.ringbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code simulate --crm} against a hub in a process of its own. */
class SimulateCrmTest {

  @TempDir private static Path folder;

  private static RingbusProcess hub;

  @BeforeAll
  static void start() throws IOException {
    try (InputStream text = SimulateCrmTest.class.getResourceAsStream("/hub/kontur.yaml");
        ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String yaml = new String(text.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(file(), yaml.replace("PORT", Integer.toString(free.getLocalPort())));
      Files.writeString(folder.resolve("kontur-api-key"), "test-api-key-of-kontur-7");
    }
    hub = RingbusProcess.startHub(folder, Map.of(), "--config=" + file());
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  @Test
  void showsEveryCallInTheCrmWithItsRecording() {
    CommandRun run = simulate("--calls=2", "--speed=20", "--integration=sim,mts");

    assertThat(run.code()).as(run.toString()).isEqualTo(Ringbus.DONE);
    assertThat(run.out())
        .contains("sim:1557491089.", "mts:9007", "live: call-started ")
        .contains("user 0306 (7d0f0a5e-8d1c-4e52-9a41-0f5b3f1c2a10): appeared ")
        .contains("registered with 3 legs", "recording sipsim-", "audio/mpeg, 408000 bytes")
        .contains("crm: 4 of 4 calls as they should be, 0 violations")
        .doesNotContain("test-key-of", "test-api-key");
  }

  @Test
  void showsThemWhateverGoesWrongInTheCrm() {
    CommandRun run =
        simulate(
            "--calls=3",
            "--speed=50",
            "--integration=sim",
            "--misbehave=duplicate,reorder",
            "--crm-fault=5xx=10%,429=2,drop=10%,refuse=2,expire-keys=10%,slow=10ms,409");

    assertThat(run.code()).as(run.toString()).isEqualTo(Ringbus.DONE);
    assertThat(run.out()).contains("crm: 3 of 3 calls as they should be, 0 violations");
  }

  @Test
  void saysWhatTheCrmLacks() {
    CommandRun run =
        simulate(
            "--calls=1",
            "--speed=500",
            "--integration=sim",
            "--crm-fault=slow@upload=2s",
            "--wait=0");

    assertThat(run.code()).as(run.toString()).isEqualTo(Ringbus.FAILED);
    assertThat(run.out())
        .contains("LACKING: expected 1 recordings, there are 0")
        .contains("crm: 0 of 1 calls as they should be");
  }

  @Test
  void pressesButtons() {
    CommandRun run =
        simulate(
            "--calls=1",
            "--speed=3",
            "--integration=mts",
            "--press=hangup",
            "--press=sync",
            "--press=upgrade");

    assertThat(run.code()).as(run.toString()).isEqualTo(Ringbus.DONE);
    assertThat(run.out())
        .containsPattern("press hangup of mts:9007\\d+/030[67]: 200 \"OK\"")
        .contains("press sync: 200 \"OK\"", "press upgrade: 200 \"OK\"")
        .contains("crm: 1 of 1 calls as they should be, 0 violations");
  }

  @Test
  void showsACallThatWasAskedForUnderTheIdOfTheButton() {
    CommandRun run =
        simulate("--calls=0", "--speed=10", "--integration=mts", "--press=call=0306:+79000000077");

    assertThat(run.code()).as(run.toString()).isEqualTo(Ringbus.DONE);
    assertThat(run.out())
        .contains("to +79000000077: 200 \"OK\"")
        .containsPattern("press call: it is mts:9007\\d+")
        .contains("outbound, client 79000000077, line 7495000")
        .contains(", asked for by user 0306 (7d0f0a5e-8d1c-4e52-9a41-0f5b3f1c2a10)")
        .contains("registered with 1 leg")
        .contains("crm: 1 of 1 calls as they should be, 0 violations");
  }

  @Test
  void obeysWhatIsTyped() {
    InputStream terminal = System.in;
    System.setIn(
        new ByteArrayInputStream(
            "sync\nfault=fast\nfault=none\ndance\ncalls\n\nquit\n"
                .getBytes(StandardCharsets.UTF_8)));
    try {
      CommandRun run = simulate("--calls=0", "--keep", "--integration=sim");

      assertThat(run.code()).as(run.toString()).isEqualTo(Ringbus.DONE);
      assertThat(run.out())
          .contains("press sync: 200 \"OK\"", "expected slow, 5xx", "expected call USER:PHONE")
          .contains("crm: 0 of 0 calls as they should be, 0 violations");
    } finally {
      System.setIn(terminal);
    }
  }

  @Test
  void loadsWithWholeCalls() {
    CommandRun run =
        simulate("--rate=20/s", "--live=20", "--duration=2", "--integration=sim", "--wait=120");

    assertThat(run.code()).as(run.toString()).isEqualTo(Ringbus.DONE);
    assertThat(run.out())
        .contains("sipsim: 40 calls, 0 given up")
        .contains("crm: 40 of 40 calls as they should be, 0 violations")
        .contains("live notices after their acknowledgement: p50 ")
        .contains("crm: 40 of 40 ended calls registered: p50 ")
        .contains("crm: ended and not registered: ");
  }

  @Test
  void saysWhyItCannotSimulateACrm() throws IOException {
    assertThat(simulate("--integration=untold").err())
        .contains("expected an integration with \"crm: kontur\" among those that are meant");
    assertThat(simulate("--owner=+79000000001").err()).contains("--owner is PHONE=USER");
    Path elsewhere = folder.resolve("elsewhere.yaml");
    Files.writeString(
        elsewhere,
        Files.readString(file()).replace("http://127.0.0.1", "https://crm.kontur.invalid"));
    CommandRun none = CommandRun.of("simulate", "--config=" + elsewhere, "--crm=kontur");
    assertThat(none.code()).isEqualTo(Ringbus.FAILED);
    assertThat(none.err()).contains("expected a CRM of type kontur", "on this machine");
  }

  private static Path file() {
    return folder.resolve("ringbus.yaml");
  }

  private static CommandRun simulate(String... arguments) {
    return CommandRun.of(
        Stream.concat(
                Stream.of("simulate", "--config=" + file(), "--url=" + hub.url(), "--crm=kontur"),
                Stream.of(arguments))
            .toArray());
  }
}
