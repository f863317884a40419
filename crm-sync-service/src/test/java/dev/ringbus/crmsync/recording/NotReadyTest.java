package dev.ringbus.crmsync.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no recording, or not yet: whether it is worth coming again. */
class NotReadyTest extends FetchFixture {

  private void assertNotReady(String path, String reason) {
    assertThatThrownBy(() -> fetch(path))
        .isInstanceOf(NotReadyYet.class)
        .hasMessage(reason.replace("HOST", host.address()));
  }

  @Test
  void uploadsNoTruncatedFile() {
    host.page(
        "/r.mp3",
        "200 OK",
        RecordingHost.mp3(900),
        "Content-Type: audio/mpeg",
        "Content-Length: 1000");

    assertNotReady("/r.mp3", "HOST closed the connection before the recording was whole");
  }

  @Test
  void uploadsNoTruncatedChunks() {
    host.page(
        "/r.mp3",
        out -> {
          RecordingHost.head(out, "200 OK", "Transfer-Encoding: chunked");
          out.write("400\r\nID3".getBytes(StandardCharsets.US_ASCII));
        });

    assertNotReady("/r.mp3", "HOST closed the connection before the recording was whole");
  }

  @Test
  void waitsForAnEmptyFile() {
    host.page("/r.mp3", "200 OK", new byte[0], "Content-Type: audio/mpeg", "Content-Length: 0");

    assertNotReady("/r.mp3", "HOST answered with an empty file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "202 Accepted",
        "204 No Content",
        "404 Not Found",
        "409 Conflict",
        "425 Too Early",
        "429 Too Many Requests",
        "500 Internal Server Error",
        "503 Service Unavailable"
      })
  void waitsAfterAStatusThatMayChange(String status) {
    host.page("/r.mp3", status, new byte[0], "Content-Length: 0");

    assertNotReady("/r.mp3", "HOST answered with the status " + status.substring(0, 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"400 Bad Request", "401 Unauthorized", "403 Forbidden", "410 Gone"})
  void refusesAfterAStatusThatWillNot(String status) {
    host.page("/r.mp3", status, new byte[0], "Content-Length: 0");

    assertRefused("/r.mp3", "HOST answered with the status " + status.substring(0, 3));
  }

  @Test
  void remembersWhenToComeAgain() {
    host.page("/r.mp3", "503 Busy", new byte[0], "Retry-After: 120", "Content-Length: 0");

    assertThatThrownBy(() -> fetch("/r.mp3"))
        .isInstanceOfSatisfying(
            NotReadyYet.class,
            fault -> assertThat(fault.retryAfter()).isEqualTo(Duration.ofMinutes(2)));
  }

  @Test
  void waitsWhereAPageIsInsteadOfARecording() {
    byte[] page = "<!DOCTYPE html><p>Запись готовится".getBytes(Charset.forName("windows-1251"));
    host.page("/html", "200 OK", page, "Content-Type: text/html; charset=windows-1251");
    host.page("/liar", "200 OK", page, "Content-Type: audio/mpeg");
    host.page(
        "/json",
        "200 OK",
        "{\"error\": \"not ready\"}".getBytes(StandardCharsets.UTF_8),
        "Content-Type: application/json");

    assertNotReady("/html", "HOST answered with text (text/html) where a recording was expected");
    assertNotReady("/liar", "HOST answered with text (audio/mpeg) where a recording was expected");
    assertNotReady(
        "/json", "HOST answered with text (application/json) where a recording was expected");
  }

  @Test
  void refusesWhatIsNoSound() {
    host.page(
        "/r.zip", "200 OK", new byte[] {'P', 'K', 3, 4, 0, 0}, "Content-Type: application/zip");

    assertRefused(
        "/r.zip",
        "HOST answered with application/zip that begins with 504b03040000: expected mp3, wav, ogg,"
            + " m4a or another audio file");
  }

  @Test
  void waitsForAHostThatIsDown() {
    host.close();

    assertThatThrownBy(() -> fetch("/r.mp3"))
        .isInstanceOf(NotReadyYet.class)
        .hasMessageContaining("could not be reached");
  }

  @Test
  void waitsWhereNoHttpIsSpoken() {
    host.page("/r.mp3", out -> out.write("SSH-2.0-server\r\n".getBytes(StandardCharsets.US_ASCII)));

    assertThatThrownBy(() -> fetch("/r.mp3")).isInstanceOf(NotReadyYet.class);
  }

  @Test
  void refusesACompressedRecording() {
    host.page("/r.mp3", "200 OK", RecordingHost.MP3, "Content-Encoding: gzip");

    assertRefused("/r.mp3", "HOST sent the recording compressed, which was not asked for");
  }
}
