package dev.ringbus.crmsync.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.test.StepVerifier;

class GuardTest {

  private static final Map<String, List<String>> NAMES =
      Map.of(
          "records.example", List.of("8.8.8.8", "2606:4700::1111"),
          "xn--e1afmkfd.example", List.of("8.8.4.4"),
          "inside.example", List.of("10.1.2.3"),
          "half.example", List.of("8.8.8.8", "fe80::1"),
          "localhost", List.of("127.0.0.1"));

  private final List<String> asked = new ArrayList<>();
  private final Guard guard =
      new Guard(name -> {
        asked.add(name);
        if (!NAMES.containsKey(name)) {
          throw new UnknownHostException(name);
        }
        return NAMES.get(name).stream().map(InetAddress::ofLiteral).toList();
      });

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "records.example|https://records.example/r",
        "records.example|https://RECORDS.example.:8443/r",
        "records.example:8443|https://records.example:8443/r",
        "xn--e1afmkfd.example|http://пример.example/r",
        "127.0.0.1:18950|http://127.0.0.1:18950/r",
        "[::1]:18950|http://[0:0::1]:18950/r",
        "8.8.8.8|http://8.8.8.8/r",
        "10.0.0.1:80|http://10.0.0.1/r",
      })
  void admits(String recordingsFrom, String url) {
    StepVerifier.create(guard.admit(RecordingUrl.parse(url), Fixtures.allowed(recordingsFrom)))
        .expectNextCount(1)
        .verifyComplete();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "records.example|https://other.example/r|"
            + "other.example is not among the hosts in recordingsFrom of the integration acme-sim",
        "records.example|https://sub.records.example/r|"
            + "sub.records.example is not among the hosts in recordingsFrom of the integration"
            + " acme-sim",
        "records.example:8443|https://records.example/r|"
            + "records.example is not among the hosts in recordingsFrom of the integration"
            + " acme-sim",
        "records.example|http://127.0.0.1/r|"
            + "127.0.0.1 is not among the hosts in recordingsFrom of the integration acme-sim",
        "127.0.0.1:18950|http://127.0.0.1:8090/r|"
            + "127.0.0.1:8090 is not among the hosts in recordingsFrom of the integration acme-sim",
        "127.0.0.1:18950|http://localhost:18950/r|"
            + "localhost:18950 is not among the hosts in recordingsFrom of the integration"
            + " acme-sim",
        "localhost:18950|http://localhost:18950/r|"
            + "localhost is 127.0.0.1, a loopback address: recordings are fetched from public ones",
        "inside.example|https://inside.example/r|"
            + "inside.example is 10.1.2.3, a private address: recordings are fetched from public"
            + " ones",
        "half.example|https://half.example/r|"
            + "half.example is fe80:0:0:0:0:0:0:1, a link-local address: recordings are fetched"
            + " from public ones",
        "127.0.0.1|http://127.0.0.1/r|"
            + "127.0.0.1 is 127.0.0.1, a loopback address: recordings are fetched from public ones",
      })
  void refuses(String recordingsFrom, String url, String reason) {
    StepVerifier.create(guard.admit(RecordingUrl.parse(url), Fixtures.allowed(recordingsFrom)))
        .expectErrorSatisfies(
            fault -> assertThat(fault).isInstanceOf(RefusedRecording.class).hasMessage(reason))
        .verify();
  }

  @Test
  void waitsForANameThatIsNotKnownYet() {
    StepVerifier.create(
            guard.admit(
                RecordingUrl.parse("https://new.example/r"), Fixtures.allowed("new.example")))
        .expectErrorSatisfies(fault ->
            assertThat(fault)
                .isInstanceOf(NotReadyYet.class)
                .hasMessage("the name new.example is not known to the name server"))
        .verify();
  }

  @Test
  void asksForANameOnce() {
    StepVerifier.create(
            guard.admit(
                RecordingUrl.parse("https://records.example/r"),
                Fixtures.allowed("records.example")))
        .assertNext(admitted -> assertThat(admitted.addresses()).hasSize(2))
        .verifyComplete();

    assertThat(asked).containsExactly("records.example");
  }

  @Test
  void asksForNoNameThatIsNotAllowed() {
    StepVerifier.create(
            guard.admit(
                RecordingUrl.parse("https://leak.evil.example/r"),
                Fixtures.allowed("records.example")))
        .verifyError(RefusedRecording.class);

    assertThat(asked).isEmpty();
  }
}
