package dev.ringbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What the command line says: help, versions, and one line for whatever is in the way. */
class CommandLineTest {

  /** Six faults, in six lines. */
  private static final String FAULTY =
      """
      integrations:
        uis: {platform: comagic, key: short, plan: nowhere}
        mts: {platform: mst, key: test-key-of-mts-0004}
      plans:
        reception:
          rules:
            - name: late
              when: call.digits = "1"
              then: [{goto: {branch: 1}}]
          otherwise: [{goto: {branch: 1, brunch: 1}}]
          deadlin: 1s
      """;

  @TempDir private Path folder;

  @Test
  void explainsItself() {
    CommandRun run = CommandRun.of("--help");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("Usage: ringbus", "start", "apply", "simulate", "version", "Exit codes");
    assertThat(CommandRun.of("help").out()).isEqualTo(run.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"start", "apply", "simulate"})
  void explainsEachCommandAndEachOption(String command) {
    CommandRun run = CommandRun.of(command, "--help");

    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("Usage: ringbus " + command);
    assertThat(CommandRun.of("help", command).out()).isEqualTo(run.out());
    CommandLine described = Ringbus.commandLine(Clock.systemUTC()).getSubcommands().get(command);
    assertThat(described.getCommandSpec().options())
        .isNotEmpty()
        .allSatisfy(
            option -> assertThat(option.description()).as(option.longestName()).isNotEmpty())
        .extracting(OptionSpec::longestName)
        .allMatch(run.out()::contains);
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "--version"})
  void printsItsVersion(String argument) {
    CommandRun run = CommandRun.of(argument);

    assertThat(run.code()).isZero();
    assertThat(run.out()).matches("ringbus [0-9]+\\.[0-9]+\\.[0-9]+\\S* \\(Java [0-9].*\\)\\R");
  }

  @Test
  void saysThatACommandIsMissing() {
    CommandRun run = CommandRun.of();

    assertThat(run.code()).isEqualTo(Ringbus.FAULTY);
    assertThat(run.err())
        .startsWith("a command is missing: start, apply, simulate\nUsage: ringbus");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "begin                          | Unmatched argument at index 0: 'begin'",
        "start --ingress-port=http      | Invalid value for option '--ingress-port': 'http' is not an int",
        "apply                          | Missing required parameter: 'FILE'",
        "simulate --rate=9 --saturate   | --rate and --saturate exclude each other",
        "simulate --rate=fast           | --rate is requests a second, for example 200 or 200/s, not fast",
        "simulate --misbehave=lying     | --misbehave is duplicate, reorder, slow, encoding, case or lose, not lying",
        "simulate --rate=9 --live=0 --crm=kontur | expected a rate and live calls above 0, got 9.0/s and 0",
        "simulate --saturate --crm=kontur | --saturate and --crm exclude each other",
        "simulate --crm=kontur --press=dance | --press is call=USER:PHONE, hangup, sync or upgrade, not dance",
        "simulate --crm=kontur --crm-fault=fast | --crm-fault: expected slow, 5xx, 429, drop, refuse",
        "simulate --platform=asterisk   | no integration of the configuration is meant: there are [uis (comagic)"
      })
  void saysWhatIsWrongWithItsUse(String arguments, String expected) {
    TestFile file = TestFile.in(folder);
    String config = arguments.startsWith("simulate") ? " --config=" + file.path() : "";

    CommandRun run = CommandRun.of((Object[]) (arguments + config).split(" ", -1));

    assertThat(run.code()).isEqualTo(Ringbus.FAULTY);
    assertThat(run.err()).contains(expected);
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"start --config=", "apply ", "apply --dry-run ", "simulate --config="})
  void saysEachFaultOfAConfigurationInALine(String command) throws IOException {
    Path file = Files.writeString(folder.resolve("faulty.yaml"), FAULTY);

    CommandRun run = CommandRun.of((Object[]) (command + file).split(" ", -1));

    assertThat(run.code()).isEqualTo(Ringbus.FAULTY);
    List<String> lines = run.err().lines().toList();
    assertThat(lines).hasSize(7);
    assertThat(lines.get(0)).startsWith(file + ":2: integrations.uis.key: ");
    assertThat(lines.get(1)).startsWith(file + ":2: integrations.uis.plan: ");
    assertThat(lines.get(2)).startsWith(file + ":3: integrations.mts.platform: ").contains("mts");
    assertThat(lines.get(3)).startsWith(file + ":8: plans.reception.rules[0].when: ");
    assertThat(lines.get(4)).startsWith(file + ":10: plans.reception.otherwise[0].goto.brunch: ");
    assertThat(lines.get(5)).startsWith(file + ":11: plans.reception.deadlin: ");
    assertThat(lines.get(6)).isEqualTo("ringbus: " + file + " has 6 faults; nothing was applied");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void endsAsAProcessWithTheSameCode() throws IOException {
    Path file = Files.writeString(folder.resolve("faulty.yaml"), FAULTY);
    try (RingbusProcess start = RingbusProcess.run(folder, Map.of(), "start", "--config=" + file)) {
      assertThat(start.awaitEnd()).isEqualTo(Ringbus.FAULTY);
      assertThat(start.err()).hasSize(7);
      assertThat(start.out()).isEmpty();
    }
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"start --config=", "apply ", "simulate --config="})
  void saysThatThereIsNoFile(String command) {
    Path file = folder.resolve("nothing.yaml");

    CommandRun run = CommandRun.of((Object[]) (command + file).split(" ", -1));

    assertThat(run.code()).isEqualTo(Ringbus.FAULTY);
    assertThat(run.err().lines().findFirst().orElse("")).contains(file.toString());
    assertThat(run.err()).doesNotContain("Exception");
  }

  @Test
  void saysWhichPortIsInUse() throws IOException {
    TestFile file = TestFile.in(folder);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CommandRun run =
          CommandRun.of(
              "start",
              "--config=" + file.path(),
              "--data=" + folder.resolve("data"),
              "--ingress-port=" + taken.getLocalPort());

      assertThat(run.code()).isEqualTo(Ringbus.FAILED);
      assertThat(run.err())
          .isEqualTo(
              "ringbus: the ingress port %d is in use: choose another with --ingress-port%n"
                  .formatted(taken.getLocalPort()));
      assertThat(run.out()).isEmpty();
    }
  }

  @Test
  void saysThatTheDataDirectoryIsNone() throws IOException {
    TestFile file = TestFile.in(folder);
    Path data = Files.writeString(folder.resolve("data"), "a file");

    CommandRun run = CommandRun.of("start", "--config=" + file.path(), "--data=" + data);

    assertThat(run.code()).isEqualTo(Ringbus.FAILED);
    assertThat(run.err())
        .isEqualTo(
            "ringbus: the data directory %s cannot be used: %1$s is a file%n".formatted(data));
  }

  @Test
  void saysThatNoBrokerAnswers() {
    TestFile file = TestFile.in(folder);

    CommandRun run = CommandRun.of("apply", file.path(), "--bootstrap-servers=127.0.0.1:1");

    assertThat(run.code()).isEqualTo(Ringbus.FAILED);
    assertThat(run.err())
        .isEqualTo(
            "ringbus: the Kafka broker at 127.0.0.1:1 does not answer; is it running?"
                + " (--bootstrap-servers)\n");
  }

  @Test
  void saysThatThereIsNoHub() {
    TestFile file = TestFile.in(folder);

    CommandRun run =
        CommandRun.of("simulate", "--config=" + file.path(), "--url=http://127.0.0.1:1");

    assertThat(run.code()).isEqualTo(Ringbus.FAILED);
    assertThat(run.err())
        .isEqualTo(
            "ringbus: expected the hub at http://127.0.0.1:1, but nothing takes connections"
                + " there\n");
    assertThat(run.out()).isEmpty();
  }
}
