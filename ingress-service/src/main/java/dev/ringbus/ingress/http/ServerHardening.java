package dev.ringbus.ingress.http;

import io.netty.channel.ChannelOption;
import java.time.Duration;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;

/**
 * What the server bears: a request line over the limit is answered with 414, headers over theirs
 * with 431; a client is cut off that is slow with a request or silent between two.
 *
 * @param connections that are open at once; one more is closed as soon as it comes
 * @param idle how long a kept-alive connection may be silent: well above the 3 s of the MTS poll
 * @param requestWithin how long one request may take to arrive
 */
public record ServerHardening(int connections, Duration idle, Duration requestWithin)
    implements NettyServerCustomizer {

  private static final int MAX_REQUEST_LINE = 16 * 1024;
  private static final int MAX_HEADERS = 16 * 1024;

  /** Connections that wait to be accepted: a burst of calls is a burst of connections. */
  private static final int BACKLOG = 1024;

  private static final String TARGETS = "ringbus-targets";
  private static final OddTargets ODD_TARGETS = new OddTargets();
  private static final SystemCallTargets SYSTEM_CALL_TARGETS = new SystemCallTargets();

  @Override
  public HttpServer apply(HttpServer server) {
    return server
        .protocol(HttpProtocol.HTTP11)
        .noForwarded()
        .maxConnections(connections)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .httpRequestDecoder(
            decoder -> decoder.maxInitialLineLength(MAX_REQUEST_LINE).maxHeaderSize(MAX_HEADERS))
        .idleTimeout(idle)
        .doOnChannelInit((_, channel, _) -> {
          ClientGuard.install(channel, NettyPipeline.HttpCodec, requestWithin);
          channel
              .pipeline()
              .addAfter(NettyPipeline.HttpCodec, TARGETS, ODD_TARGETS)
              .addAfter(TARGETS, "ringbus-system-calls", SYSTEM_CALL_TARGETS);
        });
  }
}
