package dev.ringbus.crmsync.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FetchTest extends FetchFixture {

  @Test
  void fetchesARecording() throws IOException {
    byte[] sound = RecordingHost.mp3(3 * MB + 17);
    host.recording("/monitor/04ec5d3b", sound);

    FetchedRecording recording = fetch("/monitor/04ec5d3b");

    assertThat(recording)
        .isEqualTo(new FetchedRecording(file, "04ec5d3b.mp3", "audio/mpeg", sound.length));
    assertThat(Files.readAllBytes(file)).isEqualTo(sound);
  }

  @Test
  void fetchesWhatIsSentInChunksWithoutALength() throws IOException {
    host.page(
        "/r.mp3",
        out -> {
          RecordingHost.head(
              out, "200 OK", "Content-Type: audio/mpeg", "Transfer-Encoding: chunked");
          out.write("4\r\nID3\0\r\n3\r\nabc\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        });

    assertThat(fetch("/r.mp3").length()).isEqualTo(7);
    assertThat(Files.readString(file)).isEqualTo("ID3\0abc");
  }

  @Test
  void fetchesWhatEndsWithTheConnection() {
    host.page("/r.mp3", "200 OK", RecordingHost.MP3);

    assertThat(fetch("/r.mp3").length()).isEqualTo(RecordingHost.MP3.length);
  }

  @Test
  void asksForNoCompressionAndTellsNothingOfItself() {
    host.recording("/r.mp3", RecordingHost.MP3);

    fetch("/r.mp3");

    assertThat(host.requests().getFirst().lines().filter(line -> !line.isEmpty()))
        .containsExactlyInAnyOrder(
            "GET /r.mp3 HTTP/1.1",
            "user-agent: ringbus",
            "accept: audio/*, */*;q=0.5",
            "accept-encoding: identity",
            "host: " + host.address());
  }

  @Test
  void keepsNothingOfALongerFileThatCameBefore() throws IOException {
    host.page("/cut.mp3", "200 OK", RecordingHost.mp3(900), "Content-Length: 1000");
    host.recording("/r.mp3", RecordingHost.mp3(500));

    assertThatThrownBy(() -> fetch("/cut.mp3")).isInstanceOf(NotReadyYet.class);
    fetch("/r.mp3");

    assertThat(file).hasSize(500);
  }

  @ParameterizedTest
  @CsvSource({
    "/a.mp3?x=1, audio/mpeg, 49443304, audio/mpeg, a.mp3",
    "/b, application/octet-stream, fffb9000, audio/mpeg, b.mp3",
    "/c.php, audio/mpeg, 524946460000000057415645, audio/wav, c.wav",
    "/d.wav, '', 4f67675300, audio/ogg, d.ogg",
    "/e.mp4, video/mp4, 0000002066747970, audio/mp4, e.m4a",
    "/f, text/html, 664c614300, audio/flac, f.flac",
    "/g.gsm, audio/x-gsm, d0d1000203, audio/x-gsm, g.gsm",
    "/, audio/aac, fff15080, audio/aac, recording.aac",
    "/..%2F..%2Fetc%2Fpasswd, audio/mpeg, 49443304, audio/mpeg, etc_passwd.mp3",
    "/%D0%B6%0d%0a.mp3, audio/mpeg, 49443304, audio/mpeg, recording.mp3",
  })
  void namesFilesByWhatIsInThem(
      String path, String claimed, String hex, String contentType, String name) {
    byte[] body = java.util.HexFormat.of().parseHex(hex);
    host.page(path.split("\\?", 2)[0], "200 OK", body, "Content-Type: " + claimed);

    FetchedRecording recording = fetch(path);

    assertThat(recording.contentType()).isEqualTo(contentType);
    assertThat(recording.name()).isEqualTo(name);
  }
}
