package dev.ringbus.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.launch.StartFault;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;

class StartFaultTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --ringbus.ingress.port=many        | ringbus.ingress.port: expected a whole number, not 'many'
          --ringbus.ingress.port=70000       | ringbus.ingress.port is 0 to 65535, not 70000
          --ringbus.ingress.margin=soon      | ringbus.ingress.margin: expected a duration, not 'soon'
          --ringbus.ingress.spool-limit=much | ringbus.ingress.spool-limit: expected a datasize, not 'much'
          --ringbus.control.port=many        | ringbus.control.port: expected a whole number, not 'many'
          --ringbus.bootstrap-servers=kafka  | ringbus.bootstrap-servers is host:port[,host:port…], not 'kafka'
          """)
  void namesTheSettingThatIsWrong(String argument, String line) {
    assertThat(faultOf(argument)).contains(line);
  }

  @Test
  void namesTheControlPortThatIsOutOfRange() {
    assertThat(faultOf("--ringbus.control.port=70000"))
        .hasValueSatisfying(line -> assertThat(line).startsWith("ringbus.control.port is 0 to"));
  }

  @ParameterizedTest
  @CsvSource({"ringbus.ingress.port", "ringbus.control.port"})
  void namesThePortThatIsInUse(String setting) throws IOException {
    try (ServerSocket other = new ServerSocket(0)) {
      assertThat(faultOf("--" + setting + "=" + other.getLocalPort()))
          .contains("port " + other.getLocalPort() + " is in use");
    }
  }

  @Test
  void namesTheSpoolFolderThatCannotBeUsed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(faultOf("--ringbus.ingress.spool-dir=" + file))
        .hasValueSatisfying(
            line -> assertThat(line).startsWith("the spool folder " + file + " cannot be used: "));
  }

  @Test
  void isNotWhatNobodySet() {
    assertThat(StartFault.line(new IllegalStateException("a fault of ours"))).isEmpty();
  }

  /** Of a start that works but for one setting. */
  private Optional<String> faultOf(String wrong) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--spring.config.name=ingress-service",
                "--ringbus.bootstrap-servers=127.0.0.1:1",
                "--ringbus.ingress.port=0",
                "--ringbus.control.port=0",
                "--ringbus.ingress.spool-dir=" + folder.resolve("spool")));
    String setting = wrong.substring(0, wrong.indexOf('=') + 1);
    arguments.removeIf(argument -> argument.startsWith(setting));
    arguments.add(wrong);
    try (var _ =
        new SpringApplicationBuilder(IngressApplication.class)
            .run(arguments.toArray(String[]::new))) {
      return Optional.of("it starts");
    } catch (RuntimeException failure) {
      return StartFault.line(failure);
    }
  }
}
