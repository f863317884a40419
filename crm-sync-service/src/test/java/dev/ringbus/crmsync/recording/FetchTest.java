package dev.ringbus.crmsync.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringbus.testkit.MovableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.http.client.HttpClient;

class FetchTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int MB = 1024 * 1024;

  @TempDir private Path folder;

  private final RecordingHost host = new RecordingHost();
  private final MovableClock clock = MovableClock.standing(Fixtures.NOW);
  private final Guard guard =
      new Guard(name -> {
        if (!name.equals("localhost")) {
          throw new UnknownHostException(name);
        }
        return List.of(InetAddress.getLoopbackAddress());
      });
  private RecordingSettings settings;
  private Fetch fetch;
  private Places places;
  private Path file;

  @BeforeEach
  void begin() throws IOException {
    with(Fixtures.settings(folder));
    file = Files.createTempFile(folder, "test", ".part");
  }

  private void with(RecordingSettings other) {
    settings = other;
    fetch = new Fetch(guard, settings, clock);
    places = new Places(settings, clock);
  }

  @AfterEach
  void end() {
    fetch.close();
    host.close();
  }

  private FetchedRecording fetch(String path) {
    return fetchUrl(host.url(path), host.address());
  }

  private FetchedRecording fetchUrl(String url, String... recordingsFrom) {
    try (Places.Place place = places.take().orElseThrow()) {
      return fetch
          .fetch(RecordingUrl.parse(url), Fixtures.allowed(recordingsFrom), file, place)
          .block(LONG);
    }
  }

  private void assertRefused(String path, String reason) {
    assertThatThrownBy(() -> fetch(path))
        .isInstanceOf(RefusedRecording.class)
        .hasMessage(reason.replace("HOST", host.address()));
  }

  private void assertNotReady(String path, String reason) {
    assertThatThrownBy(() -> fetch(path))
        .isInstanceOf(NotReadyYet.class)
        .hasMessage(reason.replace("HOST", host.address()));
  }

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

  @Test
  void refusesADeclaredByteTooManyBeforeAnyComes() throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    host.page(
        "/r.mp3",
        out -> {
          RecordingHost.head(out, "200 OK", "Content-Length: " + (100 * MB + 1));
          try {
            while (true) {
              out.write(RecordingHost.MP3);
            }
          } finally {
            closed.countDown();
          }
        });

    assertRefused("/r.mp3", "the recording at HOST is larger than the 100 MB that a CRM takes");
    closed.await();
    assertThat(file).isEmptyFile();
  }

  @Test
  void refusesAnUndeclaredByteTooMany() {
    byte[] part = RecordingHost.mp3(MB);
    host.page(
        "/r.mp3",
        out -> {
          RecordingHost.head(out, "200 OK", "Content-Type: audio/mpeg");
          for (int i = 0; i < 100; i++) {
            out.write(part);
          }
          out.write(0);
        });

    assertRefused("/r.mp3", "the recording at HOST is larger than the 100 MB that a CRM takes");
  }

  @Test
  void takesTheLargestThereMayBe() {
    byte[] part = RecordingHost.mp3(MB);
    host.page(
        "/r.mp3",
        out -> {
          RecordingHost.head(out, "200 OK", "Content-Length: " + 100 * MB);
          for (int i = 0; i < 100; i++) {
            out.write(part);
          }
        });

    assertThat(fetch("/r.mp3").length()).isEqualTo(100 * MB);
  }

  @Test
  void givesUpOnAHostThatFallsSilent() {
    with(Fixtures.impatient(folder));
    CountDownLatch over = new CountDownLatch(1);
    host.page(
        "/r.mp3",
        out -> {
          RecordingHost.head(out, "200 OK", "Content-Length: 4000");
          out.write(RecordingHost.mp3(100));
          out.flush();
          await(over);
        });

    assertThatThrownBy(() -> fetch("/r.mp3"))
        .isInstanceOf(NotReadyYet.class)
        .hasMessageContaining("sent nothing for");
    over.countDown();
  }

  @Test
  void givesUpOnAHostThatTrickles() {
    host.page(
        "/r.mp3",
        out -> {
          RecordingHost.head(out, "200 OK", "Content-Length: 4000");
          out.write(RecordingHost.mp3(100));
          out.flush();
          while (true) {
            clock.move(Duration.ofSeconds(20));
            out.write(0);
            out.flush();
          }
        });

    assertThatThrownBy(() -> fetch("/r.mp3"))
        .isInstanceOf(NotReadyYet.class)
        .hasMessageContaining("less than 32 KB a second");
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

  @Test
  void setsNoMoreRoomAsideThanNeeded() {
    host.recording("/r.mp3", RecordingHost.MP3);
    try (Places.Place place = places.take().orElseThrow()) {
      fetch
          .fetch(
              RecordingUrl.parse(host.url("/r.mp3")), Fixtures.allowed(host.address()), file, place)
          .block(LONG);

      assertThat(places.bytes()).isEqualTo(RecordingHost.MP3.length);
    }
    assertThat(places.bytes()).isZero();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
