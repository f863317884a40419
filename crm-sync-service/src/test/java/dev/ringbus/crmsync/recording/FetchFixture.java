package dev.ringbus.crmsync.recording;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringbus.testkit.MovableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A host of recordings, and fetches from it into a file. */
abstract class FetchFixture {

  static final Duration LONG = Duration.ofSeconds(60);
  static final int MB = 1024 * 1024;

  @TempDir Path folder;

  final RecordingHost host = new RecordingHost();
  final MovableClock clock = MovableClock.standing(Fixtures.NOW);
  final Guard guard =
      new Guard(name -> {
        if (!name.equals("localhost")) {
          throw new UnknownHostException(name);
        }
        return List.of(InetAddress.getLoopbackAddress());
      });
  RecordingSettings settings;
  Fetch fetch;
  Places places;
  Path file;

  @BeforeEach
  void begin() throws IOException {
    with(Fixtures.settings(folder));
    file = Files.createTempFile(folder, "test", ".part");
  }

  void with(RecordingSettings other) {
    settings = other;
    fetch = new Fetch(guard, settings, clock);
    places = new Places(settings, clock);
  }

  @AfterEach
  void end() {
    fetch.close();
    host.close();
  }

  FetchedRecording fetch(String path) {
    return fetchUrl(host.url(path), host.address());
  }

  FetchedRecording fetchUrl(String url, String... recordingsFrom) {
    try (Places.Place place = places.take().orElseThrow()) {
      return fetch
          .fetch(RecordingUrl.parse(url), Fixtures.allowed(recordingsFrom), file, place)
          .block(LONG);
    }
  }

  void assertRefused(String path, String reason) {
    assertThatThrownBy(() -> fetch(path))
        .isInstanceOf(RefusedRecording.class)
        .hasMessage(reason.replace("HOST", host.address()));
  }
}
