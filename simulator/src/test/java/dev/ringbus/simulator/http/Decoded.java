package dev.ringbus.simulator.http;

import dev.ringbus.dialect.PbxRequest;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;

/** What a server of HTTP makes of the bytes of a request. */
public final class Decoded {

  private Decoded() {}

  public static PbxRequest of(Wire wire) {
    EmbeddedChannel channel =
        new EmbeddedChannel(new HttpRequestDecoder(), new HttpObjectAggregator(65536));
    for (byte[] piece : wire.pieces()) {
      channel.writeInbound(Unpooled.copiedBuffer(piece));
    }
    FullHttpRequest request = channel.readInbound();
    try {
      if (request == null || request.decoderResult().isFailure()) {
        throw new AssertionError("expected one whole request, got " + request);
      }
      return ScriptedHub.read(request);
    } finally {
      if (request != null) {
        request.release();
      }
      channel.finishAndReleaseAll();
    }
  }
}
