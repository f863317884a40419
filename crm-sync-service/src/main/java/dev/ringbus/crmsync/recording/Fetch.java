package dev.ringbus.crmsync.recording;

import dev.ringbus.crmsync.recording.Guard.Admitted;
import dev.ringbus.crmsync.recording.Places.Place;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.timeout.TimeoutException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import javax.net.ssl.SSLException;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.PrematureCloseException;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * Fetches recordings over HTTP into files. Every connection is new, since it goes to addresses that
 * were checked for it alone; redirects are followed here, each after the same check. It has a
 * thread of its own, on which the files are also written: all but recordings goes on beside it.
 */
final class Fetch {

  private static final int MAX_HEADERS = 16 * 1024;

  private final Guard guard;
  private final RecordingSettings settings;
  private final Clock clock;
  private final LoopResources thread;
  private final HttpClient client;

  Fetch(Guard guard, RecordingSettings settings, Clock clock) {
    this.guard = guard;
    this.settings = settings;
    this.clock = clock;
    this.thread = LoopResources.create("ringbus-recordings", 1, true);
    this.client =
        HttpClient.create(ConnectionProvider.newConnection())
            .runOn(thread)
            .followRedirect(false)
            .disableRetry(true)
            .compress(false)
            .responseTimeout(settings.silence())
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) settings.connectWithin().toMillis())
            .httpResponseDecoder(
                spec -> spec.maxHeaderSize(MAX_HEADERS).maxInitialLineLength(MAX_HEADERS));
  }

  /**
   * Fetches into a file, which is whole when the result comes. Fails with {@link RefusedRecording}
   * or {@link NotReadyYet}.
   */
  Mono<FetchedRecording> fetch(RecordingUrl url, AllowedHosts allowed, Path file, Place place) {
    return hop(FetchRequest.of(url), allowed, file, place);
  }

  private Mono<FetchedRecording> hop(
      FetchRequest request, AllowedHosts allowed, Path file, Place place) {
    return guard
        .admit(request.url(), allowed)
        .flatMap(admitted -> ask(request, admitted, file, place))
        .flatMap(step ->
            switch (step) {
              case FetchStep.Whole(var recording) -> Mono.just(recording);
              case FetchStep.Redirected(var next) ->
                  hop(request.redirectedTo(next), allowed, file, place);
            });
  }

  private Mono<FetchStep> ask(FetchRequest request, Admitted admitted, Path file, Place place) {
    RecordingUrl url = request.url();
    Reception reception = new Reception(url, file, place, settings, clock);
    return Mono.using(
            () -> new PinnedAddresses(admitted.addresses()),
            pinned ->
                client
                    .resolver(pinned)
                    .headers(request::write)
                    .get()
                    .uri(url.text())
                    .response(reception::take)
                    .next(),
            PinnedAddresses::close)
        .onErrorMap(fault -> judged(url, fault));
  }

  private Throwable judged(RecordingUrl url, Throwable fault) {
    return switch (fault) {
      case TimeoutException _ ->
          new NotReadyYet(url + " sent nothing for " + settings.silence().toSeconds() + " s");
      case PrematureCloseException _ ->
          new NotReadyYet(url + " closed the connection before the recording was whole");
      case SSLException _ ->
          new NotReadyYet(url + " has no certificate that is trusted: " + fault.getMessage());
      case IOException _ -> new NotReadyYet(url + " could not be reached: " + fault.getMessage());
      case DecoderException _ ->
          fault.getCause() instanceof SSLException tls
              ? judged(url, tls)
              : new NotReadyYet(url + " answered something that is no HTTP");
      case IllegalArgumentException _ ->
          new NotReadyYet(url + " answered something that is no HTTP");
      case AbortedException _ -> new NotReadyYet(url + " closed the connection");
      default -> fault;
    };
  }

  /** Ends all that is under way. */
  void close() {
    thread.dispose();
  }
}
