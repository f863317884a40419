package dev.ringbus.crmsync.recording;

import dev.ringbus.crmsync.recording.Places.Place;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClientResponse;

/**
 * Takes one answer in, and checks all that can be checked of it: status, length, kind of file.
 *
 * @param url that was asked for
 * @param file where the recording goes
 * @param place which shrinks as soon as the length is known
 */
record Reception(
    RecordingUrl url, Path file, Place place, RecordingSettings settings, Clock clock) {

  private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

  /** Fails with {@link RefusedRecording}, with {@link NotReadyYet}, or as the network does. */
  Publisher<FetchStep> take(HttpClientResponse response, ByteBufFlux content) {
    int status = response.status().code();
    HttpHeaders headers = response.responseHeaders();
    return switch (Meaning.of(status)) {
      case RECORDING -> receive(headers, content);
      case ELSEWHERE ->
          Mono.fromCallable(() ->
              new FetchStep.Redirected(
                  url.redirectedTo(headers.get(HttpHeaderNames.LOCATION, ""))));
      case LATER -> Mono.error(new NotReadyYet(answered(status), retryAfter(headers)));
      case NEVER -> Mono.error(new RefusedRecording(answered(status)));
    };
  }

  /** What a status means for a recording. */
  private enum Meaning {
    RECORDING,
    ELSEWHERE,
    LATER,
    NEVER;

    static Meaning of(int status) {
      return switch (status) {
        case 200, 203 -> RECORDING;
        case 301, 302, 303, 307, 308 -> ELSEWHERE;
        case 404, 408, 409, 425, 429 -> LATER;
        default -> status < 300 || status >= 500 ? LATER : NEVER;
      };
    }
  }

  private String answered(int status) {
    return url + " answered with the status " + status;
  }

  private static Duration retryAfter(HttpHeaders headers) {
    String text = headers.get(HttpHeaderNames.RETRY_AFTER, "").strip();
    if (!text.matches("[0-9]{1,6}")) {
      return Duration.ZERO;
    }
    Duration asked = Duration.ofSeconds(Integer.parseInt(text));
    return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
  }

  private Mono<FetchStep> receive(HttpHeaders headers, ByteBufFlux content) {
    String coding = headers.get(HttpHeaderNames.CONTENT_ENCODING, "").strip();
    if (!coding.isEmpty() && !coding.toLowerCase(Locale.ROOT).equals("identity")) {
      return Mono.error(
          new RefusedRecording(url + " sent the recording compressed, which was not asked for"));
    }
    Optional<Long> declared = declared(headers);
    String contentType = headers.get(HttpHeaderNames.CONTENT_TYPE, "");
    return Mono.using(
        () -> open(declared),
        intake ->
            content
                .doOnNext(intake::add)
                .then(Mono.fromCallable(() -> whole(intake, declared, contentType))),
        Reception::close);
  }

  private static Optional<Long> declared(HttpHeaders headers) {
    String text = headers.get(HttpHeaderNames.CONTENT_LENGTH, "").strip();
    return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  private Intake open(Optional<Long> declared) throws IOException {
    declared.ifPresent(length -> {
      Intake.checkLength(url, length, settings);
      place.shrinkTo(length);
    });
    return new Intake(url, file, settings, clock);
  }

  private FetchStep whole(Intake intake, Optional<Long> declared, String contentType) {
    long length = intake.length();
    if (length == 0) {
      throw new NotReadyYet(url + " answered with an empty file");
    }
    if (declared.isPresent() && declared.get() != length) {
      throw new NotReadyYet(
          "%s announced %d bytes and sent %d".formatted(url, declared.get(), length));
    }
    RecordingType type = RecordingType.of(url, contentType, intake.head());
    String name = FileName.of(url, type.extension());
    return new FetchStep.Whole(new FetchedRecording(file, name, type.contentType(), length));
  }

  private static void close(Intake intake) {
    try {
      intake.close();
    } catch (IOException e) {
      throw new NotReadyYet("it could not be written to the disk here: " + e.getMessage());
    }
  }
}
