package dev.ringbus.crm.kontur.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.crm.CrmAction;
import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crm.CrmFailure.Effect;
import dev.ringbus.crm.CrmFailure.Permanent;
import dev.ringbus.crm.CrmFailure.Transient;
import dev.ringbus.crm.CrmFile;
import dev.ringbus.crm.CrmOperation;
import dev.ringbus.crm.CrmReceipt;
import dev.ringbus.crm.kontur.KonturFile;
import dev.ringbus.crm.kontur.KonturMethod;
import dev.ringbus.crm.testkit.SampleCalls;
import dev.ringbus.crm.testkit.ScriptedServer;
import dev.ringbus.crm.testkit.ScriptedServer.Early;
import dev.ringbus.crm.testkit.ScriptedServer.Step;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class KonturUploadTest {

  private static final Duration AMPLE = Duration.ofSeconds(60);
  private static final int LENGTH = 5_000_000;

  @TempDir Path folder;
  private KonturFixture kontur;
  private byte[] content;
  private Path file;

  @BeforeEach
  void open() throws IOException {
    kontur = new KonturFixture(folder);
    kontur.server.does(request ->
        request.is("files")
            ? ScriptedServer.json(
                200, "{\"fileId\":\"ceb45e\",\"contentLength\":%d}".formatted(LENGTH))
            : kontur.takes(request));
    content = new byte[LENGTH];
    new Random(1).nextBytes(content);
    file = Files.write(folder.resolve("recording.mp3"), content);
  }

  @AfterEach
  void close() {
    kontur.close();
  }

  @Test
  void sendsEveryByteOfTheFile() {
    assertThat(push(LENGTH).file())
        .isEqualTo(new CrmFile("ceb45e", "recording.mp3", "audio/mpeg", LENGTH, null));

    byte[] body = kontur.server.requests("files").getFirst().body().bytes();
    String head =
        "--ringbus-0123456789abcdef\r\nContent-Disposition: form-data; name=\"file\";"
            + " filename=\"recording.mp3\"\r\nContent-Type: audio/mpeg\r\n\r\n";
    String tail = "\r\n--ringbus-0123456789abcdef--\r\n";
    assertThat(body).hasSize(head.length() + LENGTH + tail.length());
    assertThat(body).startsWith(head.getBytes(UTF_8)).endsWith(tail.getBytes(UTF_8));
    assertThat(Arrays.copyOfRange(body, head.length(), head.length() + LENGTH)).isEqualTo(content);
  }

  @Test
  void beginsAgainWhenTheKeyExpiresInMidUpload() {
    kontur.server.doesEarly(request ->
        request.is("files") && request.header("X-XCOM-AccessKey").equals(Optional.of("key-1"))
            ? Optional.of(
                new Early(
                    1_000_000,
                    new Step.Send(
                        ScriptedServer.response(
                            401, "application/json", "\"Unauthorized\"", "Connection: close"))))
            : Optional.empty());

    assertThat(push(LENGTH).file()).isNotNull();
    assertThat(kontur.keys).hasValue(2);
    assertThat(kontur.server.requests("files")).hasSize(2);
  }

  @Test
  void hasAnotherKeyAfterAConnectionThatBroke() {
    kontur.server.doesEarly(request ->
        request.is("files") && request.header("X-XCOM-AccessKey").equals(Optional.of("key-1"))
            ? Optional.of(new Early(1_000_000, new Step.Reset()))
            : Optional.empty());

    assertThat(failure(LENGTH)).isInstanceOf(Transient.class);
    assertThat(push(LENGTH).file()).isNotNull();
    assertThat(kontur.keys).hasValue(2);
  }

  @Test
  void doesNotBeginAgainTwice() {
    kontur.server.does(request ->
        request.is("files") ? ScriptedServer.json(401, "\"Unauthorized\"") : kontur.takes(request));

    assertThat(failure(LENGTH)).isInstanceOf(CrmFailure.Unauthorized.class);
    assertThat(kontur.server.requests("files")).hasSize(2);
  }

  @Test
  void givesUpAFileThatTheCrmFindsTooLarge() {
    kontur.server.does(request ->
        request.is("files")
            ? ScriptedServer.json(409, "{\"status\":\"fileTooLarge\",\"message\":\"100 MB\"}")
            : kontur.takes(request));

    assertThat(failure(LENGTH)).isInstanceOf(Permanent.class).hasMessageContaining("fileTooLarge");
  }

  @Test
  void doesNotSendWhatIsTooLarge() {
    assertThat(failure(KonturFile.LARGEST + 1))
        .isInstanceOf(Permanent.class)
        .hasMessageContaining("104857601 bytes");
    assertThat(kontur.server.requests()).isEmpty();
  }

  @Test
  void doesNotBelieveInAFileOfAnotherLength() {
    kontur.server.does(request ->
        request.is("files")
            ? ScriptedServer.json(200, "{\"fileId\":\"a\",\"contentLength\":\"17\"}")
            : kontur.takes(request));

    assertThat(failure(LENGTH))
        .isInstanceOf(Transient.class)
        .hasMessageContaining("the CRM has 17");
  }

  @Test
  void needsTheIdOfTheFile() {
    kontur.server.does(request ->
        request.is("files") ? ScriptedServer.json(200, "\"OK\"") : kontur.takes(request));

    assertThat(failure(LENGTH)).isInstanceOf(Transient.class);
  }

  @Test
  void breaksOffWhenTheFileIsShorterThanItWas() {
    assertThat(failure(LENGTH + 1))
        .isInstanceOf(Transient.class)
        .hasMessageContaining("expected a file of 5000001 bytes, found 5000000");
    assertThat(kontur.server.requests("files")).isEmpty();
  }

  @Test
  void sendsNoMoreThanWasSaid() {
    kontur.server.does(request ->
        request.is("files")
            ? ScriptedServer.json(200, "{\"fileId\":\"a\"}")
            : kontur.takes(request));

    assertThat(push(1000).file().length()).isEqualTo(1000);
  }

  @Test
  void saysThatTheFileIsGone() throws IOException {
    Files.delete(file);

    assertThat(failure(LENGTH))
        .isInstanceOfSatisfying(
            Transient.class,
            failure -> {
              assertThat(failure.effect()).isEqualTo(Effect.NONE);
              assertThat(failure).hasMessageContaining("could not be opened");
            });
  }

  @Test
  void endsAnUploadThatDoesNotMove() {
    kontur.within(Duration.ofSeconds(1));
    kontur.server.doesEarly(request ->
        request.is("files") ? Optional.of(new Early(1000, new Step.Stuck())) : Optional.empty());

    assertThat(failure(LENGTH)).hasMessageContaining("no answer within 1000 ms");
  }

  @Test
  void takesLittleMoreOfAFileThanTheNetworkDoes() throws IOException {
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(KonturFile.LARGEST);
    }
    kontur.server.doesEarly(_ -> Optional.of(new Early(1000, new Step.Stuck())));
    AtomicInteger pieces = new AtomicInteger();
    Sinks.One<Boolean> begun = Sinks.one();
    Content body =
        new MultipartFile(
                new CrmAction.Upload(file, "1.mp3", "audio/mpeg", KonturFile.LARGEST), "boundary")
            .tellingOf(() -> {
              pieces.incrementAndGet();
              begun.tryEmitValue(true);
            });
    KonturClient client = kontur.client(1);

    StepVerifier.create(
            client
                .exchange(
                    KonturRequest.with(
                        new AccessKey("acme", "key", kontur.clock.instant()),
                        KonturMethod.UPLOAD,
                        body),
                    new Passage(KonturMethod.UPLOAD))
                .timeout(begun.asMono().delayElement(Duration.ofSeconds(1))))
        .expectError(TimeoutException.class)
        .verify(AMPLE);
    client.close();
    assertThat(pieces.get()).as("pieces of 16 KiB").isBetween(1, 256);
  }

  @Test
  void waitsForAnUploadAsLongAsItMoves() {
    StepVerifier.withVirtualTime(() ->
            KeyedCalls.stalled(
                Flux.interval(Duration.ofSeconds(9)).take(5).map(_ -> true),
                Duration.ofSeconds(10)))
        .expectSubscription()
        .expectNoEvent(Duration.ofSeconds(54))
        .thenAwait(Duration.ofSeconds(1))
        .expectNextCount(1)
        .verifyComplete();
  }

  @Test
  void holdsUpNoNoticeWithUploads() {
    kontur.server.doesEarly(request ->
        request.is("files") ? Optional.of(new Early(1000, new Step.Stuck())) : Optional.empty());
    Flux.range(0, 10).flatMap(_ -> upload(LENGTH)).subscribe(_ -> {}, _ -> {});

    assertThat(kontur.owners().of(SampleCalls.CLIENT).block(AMPLE)).isNotEmpty();
  }

  private Mono<CrmReceipt> upload(long length) {
    return kontur
        .connection()
        .gateway()
        .push(
            new CrmOperation(
                null, null, new CrmAction.Upload(file, "recording.mp3", "audio/mpeg", length)));
  }

  private CrmReceipt push(long length) {
    return upload(length).block(AMPLE);
  }

  private CrmFailure failure(long length) {
    return upload(length)
        .<CrmFailure>flatMap(_ -> Mono.empty())
        .onErrorResume(CrmFailure.class, Mono::just)
        .blockOptional(AMPLE)
        .orElseThrow();
  }
}
