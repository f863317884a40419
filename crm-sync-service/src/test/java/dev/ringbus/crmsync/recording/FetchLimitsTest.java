package dev.ringbus.crmsync.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A host cannot take more time or room than a recording is given. */
class FetchLimitsTest extends FetchFixture {

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
