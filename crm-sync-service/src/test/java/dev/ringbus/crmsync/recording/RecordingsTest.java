package dev.ringbus.crmsync.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringbus.bus.testkit.InMemoryConfigurationView;
import dev.ringbus.crm.CrmAction;
import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crm.CrmFailure.Effect;
import dev.ringbus.crm.CrmFile;
import dev.ringbus.crm.CrmGateway;
import dev.ringbus.crm.CrmOperation;
import dev.ringbus.crm.CrmReceipt;
import dev.ringbus.crmsync.recording.RecordingResult.Busy;
import dev.ringbus.crmsync.recording.RecordingResult.NotReady;
import dev.ringbus.crmsync.recording.RecordingResult.Refused;
import dev.ringbus.crmsync.recording.RecordingResult.Uploaded;
import dev.ringbus.crmsync.work.Payload;
import dev.ringbus.model.Configuration;
import dev.ringbus.store.UploadedFile;
import dev.ringbus.testkit.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class RecordingsTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path dir;

  private final RecordingHost host = new RecordingHost();
  private final MovableClock clock = MovableClock.standing(Fixtures.NOW);
  private final InMemoryConfigurationView configuration = new InMemoryConfigurationView();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Crm crm = new Crm();
  private Fetch fetch;
  private Recordings recordings;

  @BeforeEach
  void begin() {
    configuration.set(Configuration.of(List.of(Fixtures.integration(host.address()))));
    RecordingSettings settings = Fixtures.settings(dir);
    Folder folder = new Folder(dir);
    folder.open();
    fetch =
        new Fetch(new Guard(name -> List.of(InetAddress.ofLiteral("10.1.2.3"))), settings, clock);
    Places places = new Places(settings, clock);
    recordings =
        new Recordings(
            configuration,
            fetch,
            folder,
            places,
            new Patience(settings.giveUpAfter(), () -> 0),
            new RecordingMeters(registry, places),
            clock);
  }

  @AfterEach
  void end() {
    fetch.close();
    host.close();
  }

  /** Takes files, unless a test wants something else. */
  private static final class Crm implements CrmGateway {

    private volatile Function<CrmAction.Upload, Mono<CrmReceipt>> behaviour =
        upload ->
            Mono.just(
                new CrmReceipt(
                    null,
                    new CrmFile("f-1", upload.name(), upload.contentType(), upload.length(), null),
                    "stored"));
    private volatile byte[] content = {};

    @Override
    public Mono<CrmReceipt> push(CrmOperation operation) {
      CrmAction.Upload upload = (CrmAction.Upload) operation.action();
      try {
        content = Files.readAllBytes(upload.content());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return behaviour.apply(upload);
    }

    @Override
    public Mono<Settlement> settle(CrmOperation operation) {
      return Mono.error(new AssertionError("an upload is not settled"));
    }
  }

  private RecordingResult upload(String url) {
    return upload(url, 0, Fixtures.NOW);
  }

  private RecordingResult upload(String url, int attempts, Instant createdAt) {
    return begun(url, attempts, createdAt).block(LONG);
  }

  private Mono<RecordingResult> begun(String url, int attempts, Instant createdAt) {
    return recordings.upload(
        Fixtures.claimed(url, attempts, createdAt), url, "acme-sim:1557491089.930439/306", crm);
  }

  private double counted(String result) {
    return registry.get("ringbus.recordings").tag("result", result).counter().count();
  }

  private void assertNothingIsLeft() {
    try (Stream<Path> left = Files.list(dir)) {
      assertThat(left).isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(registry.get("ringbus.recordings.disk").gauge().value()).isZero();
  }

  @Test
  void givesARecordingToTheCrm() {
    host.recording("/monitor/04ec5d3b", RecordingHost.MP3);
    String url = host.url("/monitor/04ec5d3b");

    RecordingResult result = upload(url);

    assertThat(result)
        .isEqualTo(
            new Uploaded(
                new UploadedFile(
                    url,
                    "f-1",
                    "04ec5d3b.mp3",
                    "audio/mpeg",
                    RecordingHost.MP3.length,
                    "acme-sim:1557491089.930439/306",
                    Fixtures.NOW,
                    false),
                "stored",
                new Payload.AttachRecording(url, "acme-sim:1557491089.930439/306")
                    .plan("acme-kontur", Fixtures.NOW, null)));
    assertThat(crm.content).isEqualTo(RecordingHost.MP3);
    assertThat(counted("uploaded")).isEqualTo(1);
    assertNothingIsLeft();
  }

  @Test
  void asksAgainUntilTheRecordingIsReady() {
    String url = host.url("/r.mp3");

    assertThat(upload(url, 0, Fixtures.NOW))
        .isEqualTo(
            new NotReady(host.address() + " answered with the status 404", Duration.ofSeconds(2)));
    assertThat(upload(url, 3, Fixtures.NOW))
        .isInstanceOfSatisfying(
            NotReady.class, later -> assertThat(later.pause()).isEqualTo(Duration.ofSeconds(16)));
    assertThat(upload(url, 40, Fixtures.NOW))
        .isInstanceOfSatisfying(
            NotReady.class, later -> assertThat(later.pause()).isEqualTo(Duration.ofMinutes(30)));
    assertNothingIsLeft();

    host.recording("/r.mp3", RecordingHost.MP3);

    assertThat(upload(url, 41, Fixtures.NOW)).isInstanceOf(Uploaded.class);
    assertThat(counted("not-ready")).isEqualTo(3);
  }

  @Test
  void givesUpAfterADay() {
    clock.move(Duration.ofHours(24));

    assertThat(upload(host.url("/r.mp3"), 50, Fixtures.NOW))
        .isEqualTo(
            new Refused(
                "not there within 24 h; at last %s answered with the status 404"
                    .formatted(host.address())));
    assertThat(counted("refused")).isEqualTo(1);
  }

  @Test
  void comesAgainWhenTheHostSaysSo() {
    host.page("/r.mp3", "503 Busy", new byte[0], "Retry-After: 120", "Content-Length: 0");

    assertThat(upload(host.url("/r.mp3")))
        .isInstanceOfSatisfying(
            NotReady.class, later -> assertThat(later.pause()).isEqualTo(Duration.ofMinutes(2)));
  }

  @Test
  void refusesWhatIsNotAllowedWithoutAsking() {
    assertThat(upload("http://evil.example/r.mp3"))
        .isEqualTo(
            new Refused(
                "evil.example is not among the hosts in recordingsFrom of the integration"
                    + " acme-sim"));
    assertThat(upload("/monitor/1"))
        .isEqualTo(new Refused("expected an http or https URL, found a relative one"));
    assertThat(host.requests()).isEmpty();
    assertNothingIsLeft();
  }

  @Test
  void refusesWhatIsOfNoIntegration() {
    configuration.set(Configuration.EMPTY);

    assertThat(upload(host.url("/r.mp3")))
        .isEqualTo(new Refused("the integration acme-sim is not configured any more"));
  }

  @Test
  void triesNothingBeforeTheConfigurationIsKnown() {
    configuration.ready(false);

    assertThat(upload(host.url("/r.mp3"))).isInstanceOf(Busy.class);
  }

  @Test
  void leavesTheCrmsFailureToTheCaller() {
    host.recording("/r.mp3", RecordingHost.MP3);
    CrmFailure failure =
        new CrmFailure.Transient("HTTP 503", Effect.UNKNOWN, Duration.ofSeconds(7), null);
    crm.behaviour = _ -> Mono.error(failure);

    assertThatThrownBy(() -> upload(host.url("/r.mp3"))).isEqualTo(failure);
    assertThat(counted("not-taken")).isEqualTo(1);
    assertNothingIsLeft();
  }

  @Test
  void parksAFileWithoutAnId() {
    host.recording("/r.mp3", RecordingHost.MP3);
    crm.behaviour = _ -> Mono.just(CrmReceipt.TAKEN);

    assertThatThrownBy(() -> upload(host.url("/r.mp3")))
        .isInstanceOf(CrmFailure.Permanent.class)
        .hasMessage("expected the id of the uploaded file, found none");
    assertNothingIsLeft();
  }

  @Test
  void sendsAwayWhoFindsNoPlace() {
    host.recording("/r.mp3", RecordingHost.MP3);
    Sinks.Empty<CrmReceipt> answer = Sinks.empty();
    CountDownLatch given = new CountDownLatch(2);
    crm.behaviour =
        _ -> {
          given.countDown();
          return answer.asMono();
        };
    CompletableFuture<RecordingResult> one = begun(host.url("/r.mp3"), 0, Fixtures.NOW).toFuture();
    CompletableFuture<RecordingResult> other =
        begun(host.url("/r.mp3"), 0, Fixtures.NOW).toFuture();
    await(given);

    assertThat(List.of(upload(host.url("/r.mp3")), upload(host.url("/r.mp3"))))
        .isEqualTo(
            List.of(
                new Busy("other recordings are on their way", Duration.ofMillis(200)),
                new Busy("other recordings are on their way", Duration.ofMillis(700))));
    assertThat(counted("busy")).isEqualTo(2);

    answer.tryEmitEmpty();
    CompletableFuture.allOf(one, other).join();
    crm.behaviour = _ -> Mono.just(CrmReceipt.TAKEN);
    assertThatThrownBy(() -> upload(host.url("/r.mp3"))).isInstanceOf(CrmFailure.class);
    assertNothingIsLeft();
  }

  @Test
  void leavesNothingBehindWhenItIsCancelled() {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    host.page(
        "/r.mp3",
        out -> {
          RecordingHost.head(out, "200 OK", "Content-Length: 4000000");
          asked.countDown();
          try {
            while (true) {
              out.write(RecordingHost.MP3);
            }
          } finally {
            gone.countDown();
          }
        });

    crm.behaviour = _ -> Mono.never();
    CountDownLatch over = new CountDownLatch(1);
    Disposable running =
        begun(host.url("/r.mp3"), 0, Fixtures.NOW)
            .doFinally(_ -> over.countDown())
            .subscribe(_ -> {}, _ -> {});
    await(asked);
    running.dispose();

    await(over);
    await(gone);
    Awaitility.await().untilAsserted(this::assertNothingIsLeft);
  }

  @Test
  void emptiesItsFolderWhenItStarts() throws IOException {
    Files.writeString(dir.resolve("recording-123.part"), "left by a killed process");
    Files.writeString(dir.resolve("somebody-elses.txt"), "stays");

    new Folder(dir).open();

    try (Stream<Path> left = Files.list(dir)) {
      assertThat(left).containsExactly(dir.resolve("somebody-elses.txt"));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
