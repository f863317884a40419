package dev.ringbus.crmsync.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.netty.http.client.HttpClient;

/** Where a fetch is led to, it goes only as far as it might have gone by itself. */
class RedirectsTest extends FetchFixture {

  @Test
  void followsRedirects() {
    host.redirect("/1", "/2")
        .redirect("/2", "3?x=1")
        .redirect("/3", host.url("/4"))
        .redirect("/4", "//" + host.address() + "/5")
        .redirect("/5", "/last.mp3")
        .recording("/last.mp3", RecordingHost.MP3);

    assertThat(fetch("/1").name()).isEqualTo("last.mp3");
  }

  @Test
  void refusesASixthRedirect() {
    host.redirect("/r", "/r");

    assertRefused("/r", "HOST redirects more than 5 times, at last to HOST");
    assertThat(host.requests()).hasSize(6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://localhost:PORT/r.mp3"
            + "|localhost is 127.0.0.1, a loopback address: recordings are fetched from public ones",
        "http://127.0.0.1:PORT/r.mp3"
            + "|127.0.0.1:PORT is not among the hosts in recordingsFrom of the integration acme-sim",
        "http://[::1]:PORT/r.mp3"
            + "|[0:0:0:0:0:0:0:1]:PORT is not among the hosts in recordingsFrom of the integration"
            + " acme-sim",
        "http://2130706433:PORT/r.mp3"
            + "|expected an address of four decimal numbers or a name in the URL, found 2130706433",
        "http://0177.0.0.1:PORT/r.mp3"
            + "|expected an address of four decimal numbers or a name in the URL, found 0177.0.0.1",
        "file:///etc/passwd|expected an http or https URL, found one of file",
        "''|HOST redirects more than 5 times, at last to HOST",
      })
  void refusesARedirectToTheInside(String location, String reason) {
    try (RecordingHost inside = new RecordingHost()) {
      inside.recording("/r.mp3", RecordingHost.MP3);
      String port = inside.address().substring(inside.address().indexOf(':') + 1);
      host.redirect("/r.mp3", location.replace("PORT", port));

      assertThatThrownBy(() -> fetchUrl(host.url("/r.mp3"), host.address(), "localhost:" + port))
          .isInstanceOf(RefusedRecording.class)
          .hasMessage(reason.replace("PORT", port).replace("HOST", host.address()));
      assertThat(inside.requests()).isEmpty();
    }
  }

  @Test
  void givesCredentialsToTheHostThatTheyAreForAlone() {
    try (RecordingHost other = new RecordingHost()) {
      other.recording("/r.mp3", RecordingHost.MP3);
      host.redirect("/a", "/b").redirect("/b", other.url("/r.mp3"));

      fetchUrl(
          "http://pbx:s%3Acret@" + host.address() + "/a?token=1", host.address(), other.address());

      assertThat(host.requests())
          .hasSize(2)
          .allMatch(request -> request.contains("authorization: Basic cGJ4OnM6Y3JldA=="));
      assertThat(other.requests())
          .hasSize(1)
          .noneMatch(request -> request.toLowerCase(java.util.Locale.ROOT).contains("authoriz"))
          .noneMatch(request -> request.toLowerCase(java.util.Locale.ROOT).contains("referer"));
    }
  }

  @Test
  void connectsToTheAddressesThatWereChecked() {
    host.recording("/r.mp3", RecordingHost.MP3);
    try (PinnedAddresses pinned = new PinnedAddresses(List.of(InetAddress.getLoopbackAddress()))) {
      int status =
          HttpClient.newConnection()
              .resolver(pinned)
              .get()
              .uri(host.url("/r.mp3").replace("127.0.0.1", "records.invalid"))
              .response()
              .block(LONG)
              .status()
              .code();

      assertThat(status).isEqualTo(200);
    }
  }
}
