package dev.ringbus.simulator.web;

import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.Header;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client's connection. A request is answered before the next one is read. */
final class WebConnection extends SimpleChannelInboundHandler<HttpObject> {

  private static final HttpResponse CONTINUE =
      new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE);

  private final WebHandler handler;
  private @Nullable HttpRequest head;
  private @Nullable BodyReader reader;

  WebConnection(WebHandler handler) {
    this.handler = handler;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
    if (part.decoderResult().isFailure()) {
      var _ = context.close();
      return;
    }
    if (part instanceof HttpRequest request) {
      begin(context, request);
    }
    if (part instanceof HttpContent content && reader != null) {
      reader.read(content.content());
    }
    if (part instanceof LastHttpContent && reader != null && head != null) {
      end(context, head, reader);
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest request) {
    head = request;
    reader =
        handler.begin(WebRequest.of(request.method().name(), request.uri(), request.headers()));
    if (HttpUtil.is100ContinueExpected(request)) {
      var _ = context.writeAndFlush(CONTINUE);
    }
  }

  private void end(ChannelHandlerContext context, HttpRequest request, BodyReader body) {
    head = null;
    reader = null;
    WebAnswer answer = body.end();
    if (answer.delay().isZero()) {
      give(context, request, answer);
    } else {
      var _ = context.channel().config().setAutoRead(false);
      after(
          context,
          answer.delay(),
          () -> {
            var _ = context.channel().config().setAutoRead(true);
            give(context, request, answer);
          });
    }
  }

  private static void after(ChannelHandlerContext context, Duration delay, Runnable task) {
    var _ = context.executor().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static void give(ChannelHandlerContext context, HttpRequest request, WebAnswer answer) {
    switch (answer) {
      case WebAnswer.Silence _ -> {
        var _ = context.close();
      }
      case WebAnswer.Response response -> write(context, request, response);
    }
  }

  private static void write(
      ChannelHandlerContext context, HttpRequest request, WebAnswer.Response response) {
    boolean isHead = request.method().name().equals("HEAD");
    boolean keepAlive = HttpUtil.isKeepAlive(request) && isWhole(response.content());
    switch (response.content()) {
      case Content.Bytes(Body body) -> {
        var full =
            new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(response.status()),
                isHead ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body.bytes()));
        addHeaders(full.headers(), response, keepAlive);
        write(context, full, keepAlive);
      }
      case Content.Generated generated -> {
        var begun =
            new DefaultHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(response.status()));
        addHeaders(begun.headers(), response, keepAlive);
        var _ = context.write(begun);
        if (!isHead) {
          var _ = context.write(new GeneratedInput(generated));
        }
        // Without its end, a response that was cut short does not pass for a whole one.
        write(
            context,
            keepAlive || isHead ? LastHttpContent.EMPTY_LAST_CONTENT : Unpooled.EMPTY_BUFFER,
            keepAlive);
      }
    }
  }

  private static boolean isWhole(Content content) {
    return !(content instanceof Content.Generated generated)
        || generated.sent() == generated.length();
  }

  private static void addHeaders(
      HttpHeaders headers, WebAnswer.Response response, boolean keepAlive) {
    for (Header header : response.headers()) {
      headers.add(header.name(), header.value());
    }
    headers.set(HttpHeaderNames.CONTENT_LENGTH, response.content().length());
    if (!keepAlive) {
      headers.set(HttpHeaderNames.CONNECTION, "close");
    }
  }

  private static void write(ChannelHandlerContext context, Object last, boolean keepAlive) {
    var written = context.writeAndFlush(last);
    if (!keepAlive) {
      var _ = written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (reader != null) {
      reader.broken();
      reader = null;
      head = null;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException) {
      var _ = context.close();
      return;
    }
    // A fault of this server itself: never to be taken for a connection that was dropped.
    String text = "the simulator failed: " + cause;
    var failed =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.INTERNAL_SERVER_ERROR,
            Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    addHeaders(
        failed.headers(), WebAnswer.Response.of(500, "text/plain; charset=utf-8", text), false);
    write(context, failed, false);
  }
}
