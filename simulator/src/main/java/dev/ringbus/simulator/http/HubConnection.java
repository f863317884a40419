package dev.ringbus.simulator.http;

import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.PbxResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection to the hub, with at most one request under way. Lives on the event loop. */
final class HubConnection extends SimpleChannelInboundHandler<HttpObject> {

  private static final int LARGEST_ANSWER = 64 * 1024;

  private final NettyHub hub;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(256);
  private @Nullable ChannelHandlerContext context;
  private @Nullable Consumer<Reply> heard;
  private @Nullable HttpResponse head;
  private Wire.Then then = Wire.Then.IS_READ;
  private boolean writing;
  private long since;

  HubConnection(NettyHub hub) {
    this.hub = hub;
  }

  void send(Wire wire, Consumer<Reply> heard) {
    this.heard = heard;
    this.since = hub.nanos();
    this.then = wire.then();
    write(wire, 0);
  }

  private void write(Wire wire, int index) {
    ChannelHandlerContext to = context;
    if (to == null || heard == null) {
      return;
    }
    var _ = to.writeAndFlush(Unpooled.wrappedBuffer(wire.pieces().get(index)), to.voidPromise());
    since = hub.nanos();
    writing = index + 1 < wire.pieces().size();
    if (writing) {
      hub.after(wire.pause(), () -> write(wire, index + 1));
    }
  }

  /** Nanoseconds that the request under way has waited; 0 if there is none. */
  long waitingFor(long now) {
    return heard == null ? 0 : now - since;
  }

  /** Nanoseconds since the last answer. */
  long idleFor(long now) {
    return now - since;
  }

  void giveUp(String why) {
    close();
    tell(new Reply.Unanswered(why, since));
  }

  void close() {
    if (context != null) {
      var _ = context.close();
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext from, HttpObject part) {
    if (part.decoderResult().isFailure()) {
      giveUp("expected an answer of HTTP/1.1, got something else");
      return;
    }
    if (part instanceof HttpResponse && then == Wire.Then.IS_LOST) {
      giveUp("the answer was lost on its way");
      return;
    }
    if (part instanceof HttpResponse response) {
      head = response;
      body.reset();
    }
    if (part instanceof HttpContent content) {
      append(content.content());
    }
    if (part instanceof LastHttpContent && head != null) {
      complete(head);
    }
  }

  private void append(ByteBuf bytes) {
    if (body.size() + bytes.readableBytes() > LARGEST_ANSWER) {
      giveUp("expected an answer of " + LARGEST_ANSWER + " bytes at most, got more");
      return;
    }
    byte[] copy = new byte[bytes.readableBytes()];
    bytes.readBytes(copy);
    body.writeBytes(copy);
  }

  private void complete(HttpResponse response) {
    head = null;
    if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL || heard == null) {
      return;
    }
    long sentAt = since;
    since = hub.nanos();
    List<Header> headers = new ArrayList<>();
    for (Map.Entry<String, String> header : response.headers()) {
      headers.add(new Header(header.getKey(), header.getValue()));
    }
    PbxResponse answer =
        new PbxResponse(response.status().code(), headers, Body.of(body.toByteArray()));
    if (HttpUtil.isKeepAlive(response) && !writing) {
      hub.free(this);
    } else {
      close();
    }
    tell(new Reply.Answered(answer, sentAt, since));
  }

  @Override
  public void channelInactive(ChannelHandlerContext gone) {
    context = null;
    hub.closed(this);
    tell(new Reply.Unanswered("the connection was closed before the answer", since));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
    giveUp("the connection broke: " + cause.getMessage());
  }

  private void tell(Reply reply) {
    Consumer<Reply> waiting = heard;
    heard = null;
    if (waiting != null) {
      hub.guard(() -> waiting.accept(reply));
    }
  }
}
