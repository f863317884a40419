package dev.ringbus.ingress.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Cuts off a client that takes longer for one request than is allowed, be it in the head or in the
 * body and however steadily it trickles; and one whose body turns out to be malformed, since the
 * server would otherwise end that body as if it were whole, and a part of a request would pass for
 * all of it. A request that arrives in one piece costs no timer.
 */
final class ClientGuard extends ChannelInboundHandlerAdapter {

  private final long requestWithinMillis;
  private boolean midRequest;
  private @Nullable Future<?> timer;

  private ClientGuard(Duration requestWithin) {
    this.requestWithinMillis = requestWithin.toMillis();
  }

  /** Puts a guard around the codec of that name. */
  static void install(Channel channel, String codec, Duration requestWithin) {
    ClientGuard guard = new ClientGuard(requestWithin);
    channel.pipeline().addBefore(codec, "ringbus-bytes", guard.new Bytes());
    channel.pipeline().addAfter(codec, "ringbus-guard", guard);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof LastHttpContent) {
      midRequest = false;
    }
    if (isMalformedBody(message)) {
      ReferenceCountUtil.release(message);
      cutOff(context);
    } else {
      context.fireChannelRead(message);
    }
  }

  /** A malformed head, on the other hand, is a request of its own, which the server answers. */
  private static boolean isMalformedBody(Object message) {
    return message instanceof HttpContent content
        && !(message instanceof HttpRequest)
        && content.decoderResult().isFailure();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (!midRequest) {
      stopTimer();
    } else if (timer == null) {
      timer =
          context
              .executor()
              .schedule(() -> cutOff(context), requestWithinMillis, TimeUnit.MILLISECONDS);
    }
    context.fireChannelReadComplete();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stopTimer();
    context.fireChannelInactive();
  }

  private static void cutOff(ChannelHandlerContext context) {
    var _ = context.close();
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  /** Sees bytes before they are a request. */
  private final class Bytes extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof ByteBuf) {
        midRequest = true;
      }
      context.fireChannelRead(message);
    }
  }
}
