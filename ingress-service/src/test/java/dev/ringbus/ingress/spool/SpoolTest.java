package dev.ringbus.ingress.spool;

import static dev.ringbus.ingress.spool.SpoolSamples.event;
import static dev.ringbus.ingress.spool.SpoolSamples.events;
import static dev.ringbus.ingress.spool.SpoolSamples.spool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringbus.ingress.spool.Segment.Entry;
import dev.ringbus.model.CallEvent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class SpoolTest {

  private static final long ROOMY = 64L * 1024 * 1024;
  private static final Duration AMPLE = Duration.ofSeconds(30);

  @TempDir Path folder;
  private Spool spool;

  @BeforeEach
  void open() {
    spool = spool(folder, ROOMY);
    spool.open();
  }

  @AfterEach
  void close() {
    spool.close();
  }

  @Test
  void keepsEventsInOrder() {
    LongStream.range(0, 100).forEach(number -> append("1", number));

    assertThat(spool.size()).isEqualTo(100);
    assertThat(kept())
        .isEqualTo(LongStream.range(0, 100).mapToObj(number -> event("1", number)).toList());
  }

  @Test
  void keepsWhatManyAppendAtOnce() {
    Flux<Void> all =
        Flux.range(0, 2000)
            .flatMap(
                number -> spool.append(events("call " + number % 7, number), Context.root()), 500);

    StepVerifier.create(all).verifyComplete();

    assertThat(kept()).hasSize(2000).doesNotHaveDuplicates();
  }

  @Test
  void keepsTheTraceOfEvents() {
    SpanContext span =
        SpanContext.create(
            "4bf92f3577b34da6a3ce929d0e0e4736",
            "00f067aa0ba902b7",
            TraceFlags.getSampled(),
            TraceState.getDefault());
    Context trace = Context.root().with(Span.wrap(span));

    StepVerifier.create(spool.append(events("1", 0), trace)).verifyComplete();

    Context kept = SpooledEvents.read(spool.oldest(1).getFirst().payload()).context();
    assertThat(Span.fromContext(kept).getSpanContext())
        .extracting(SpanContext::getTraceId, SpanContext::getSpanId, SpanContext::isSampled)
        .containsExactly(span.getTraceId(), span.getSpanId(), true);
  }

  @Test
  void holdsACallUntilItsLastEventIsDrained() {
    append("1", 0);
    append("1", 1);
    append("2", 0);
    assertThat(spool.holds(event("1", 0).key())).isTrue();
    assertThat(spool.holds(event("3", 0).key())).isFalse();

    spool.drained(spool.oldest(1));
    assertThat(spool.holds(event("1", 0).key())).isTrue();
    spool.drained(spool.oldest(1));

    assertThat(spool.holds(event("1", 0).key())).isFalse();
    assertThat(spool.holds(event("2", 0).key())).isTrue();
  }

  @Test
  void leavesNoFileWhenAllIsDrained() throws IOException {
    LongStream.range(0, 10).forEach(number -> append("1", number));
    spool.drained(spool.oldest(100));

    assertThat(segments()).isEmpty();
    assertThat(spool.bytes()).isZero();
    assertThat(spool.oldest(1)).isEmpty();

    append("1", 10);
    assertThat(kept()).extracting(CallEvent::id).isEqualTo(ids("1", 10, 11));
  }

  @Test
  void goesOnAfterARestart() {
    LongStream.range(0, 10).forEach(number -> append("1", number));
    spool.close();

    spool = spool(folder, ROOMY);
    spool.open();
    assertThat(spool.holds(event("1", 0).key())).isTrue();
    append("1", 10);

    assertThat(spool.size()).isEqualTo(11);
    assertThat(kept()).extracting(CallEvent::id).isEqualTo(ids("1", 0, 11));
  }

  @Test
  void tellsItsLengthWhileTheDiskIsBusy() throws IOException {
    try (SpoolFiles files = SpoolFiles.open(folder.resolve("busy"), _ -> {})) {
      synchronized (files) { // as a write holds it that waits for the disk
        assertThat(CompletableFuture.supplyAsync(files::bytes)).succeedsWithin(AMPLE).isEqualTo(0L);
      }
    }
  }

  @Test
  void takesSeveralFilesOneAfterTheOther() throws IOException {
    List<CallEvent> large = new ArrayList<>();
    LongStream.range(0, 1000).forEach(number -> large.add(event("1", number)));
    for (int i = 0; i < 60; i++) {
      StepVerifier.create(spool.append(large, Context.root())).verifyComplete();
    }
    assertThat(segments().size()).isGreaterThan(1);

    assertThat(kept()).hasSize(60_000);
    assertThat(segments()).isEmpty();
  }

  @Test
  void refusesWhatIsBeyondItsLimitAndTakesItWhenThereIsRoomAgain() {
    spool.close();
    spool = spool(folder, 2000);
    spool.open();
    long taken = 0;
    while (spool.trouble().isEmpty()) {
      taken++;
      spool.append(events("1", taken), Context.root()).onErrorComplete().toFuture().join();
    }
    assertThat(spool.bytes()).isPositive().isLessThanOrEqualTo(2000);
    StepVerifier.create(spool.append(events("2", 0), Context.root()))
        .verifyErrorMessage("the spool is full: 2000 bytes");
    assertThat(spool.holds(event("2", 0).key())).as("what was refused is not held").isFalse();

    spool.drained(spool.oldest(100));

    StepVerifier.create(spool.append(events("2", 0), Context.root())).verifyComplete();
    assertThat(spool.trouble()).isEmpty();
  }

  @Test
  void refusesEverythingWhenClosed() {
    spool.close();

    StepVerifier.create(spool.append(events("1", 0), Context.root()))
        .verifyErrorMessage("the spool is closed");
  }

  @Test
  void isOfOneProcessAlone() {
    assertThatThrownBy(() -> spool(folder, ROOMY).open())
        .isInstanceOf(SpoolUnavailable.class)
        .hasMessage("the spool folder " + folder + " is in use by another process");
  }

  @Test
  void saysWhichFolderCannotBeUsed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> spool(file, ROOMY).open())
        .isInstanceOf(SpoolUnavailable.class)
        .hasMessageStartingWith("the spool folder " + file + " cannot be used: ");
  }

  private void append(String call, long number) {
    StepVerifier.create(spool.append(events(call, number), Context.root())).verifyComplete();
  }

  /** All that is in the spool, which is drained by this. */
  private List<CallEvent> kept() {
    List<CallEvent> kept = new ArrayList<>();
    for (List<Entry> oldest = spool.oldest(7); !oldest.isEmpty(); oldest = spool.oldest(7)) {
      spool.drained(oldest);
      oldest.forEach(entry -> kept.addAll(SpooledEvents.read(entry.payload()).events()));
    }
    return kept;
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".spool")).toList();
    }
  }

  private static List<String> ids(String call, long from, long to) {
    return LongStream.range(from, to).mapToObj(number -> call + "-" + number).toList();
  }
}
