package dev.ringbus.simulator.http;

import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A real HTTP server on a free port that answers as a test says, and remembers what it was asked.
 */
public final class ScriptedHub implements AutoCloseable {

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel server;
  private final Function<Asked, Reaction> script;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final List<Runnable> held = new ArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  /**
   * What the server was asked.
   *
   * @param target as it came
   * @param request below {@code /PLATFORM/INTEGRATION}, without the key
   */
  public record Asked(String target, PbxRequest request) {}

  /** What the server does. */
  public sealed interface Reaction {
    record Answer(PbxResponse response) implements Reaction {}

    record Raw(String bytes) implements Reaction {}

    record Silence() implements Reaction {}

    record Drop() implements Reaction {}

    /** Answers only when so many requests wait, then all of them. */
    record Hold(int until, PbxResponse response) implements Reaction {}
  }

  public ScriptedHub(Function<Asked, Reaction> script) throws InterruptedException {
    this.script = script;
    this.server =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    connections.incrementAndGet();
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(), new HttpObjectAggregator(65536), new Server());
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sync()
            .channel();
  }

  public static ScriptedHub answering(PbxResponse response) throws InterruptedException {
    return new ScriptedHub(_ -> new Reaction.Answer(response));
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + ((InetSocketAddress) server.localAddress()).getPort());
  }

  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  public int connections() {
    return connections.get();
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private final class Server extends SimpleChannelInboundHandler<FullHttpRequest> {

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      Asked question = new Asked(request.uri(), read(request));
      asked.add(question);
      switch (script.apply(question)) {
        case Reaction.Answer(PbxResponse response) -> answer(context, response);
        case Reaction.Raw(String bytes) -> write(context, bytes);
        case Reaction.Silence() -> {}
        case Reaction.Drop() -> drop(context);
        case Reaction.Hold(int until, PbxResponse response) -> {
          held.add(() -> answer(context, response));
          if (held.size() >= until) {
            List.copyOf(held).forEach(Runnable::run);
            held.clear();
          }
        }
      }
    }

    /** Past the codec. */
    private static void write(ChannelHandlerContext context, String bytes) {
      var _ =
          context
              .pipeline()
              .firstContext()
              .writeAndFlush(Unpooled.copiedBuffer(bytes, StandardCharsets.UTF_8));
    }

    private static void drop(ChannelHandlerContext context) {
      var _ = context.close();
    }

    private void answer(ChannelHandlerContext context, PbxResponse response) {
      DefaultFullHttpResponse answer =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              HttpResponseStatus.valueOf(response.status()),
              Unpooled.wrappedBuffer(response.body().bytes()));
      response.headers().forEach(header -> answer.headers().add(header.name(), header.value()));
      HttpUtil.setContentLength(answer, response.body().size());
      var _ = context.writeAndFlush(answer);
    }
  }

  /** As the ingress service would hand it to a dialect. */
  public static PbxRequest read(FullHttpRequest request) {
    String[] target = request.uri().split("\\?", 2);
    String query =
        target.length == 1
            ? ""
            : Arrays.stream(target[1].split("&"))
                .filter(pair -> !pair.startsWith("key="))
                .collect(Collectors.joining("&"));
    String path = Arrays.stream(target[0].split("/")).skip(3).collect(Collectors.joining("/"));
    List<Header> headers =
        request.headers().entries().stream()
            .map(entry -> new Header(entry.getKey(), entry.getValue()))
            .toList();
    return new PbxRequest(
        request.method().name(),
        path,
        query,
        headers,
        Body.of(ByteBufUtil.getBytes(request.content())),
        Instant.now());
  }
}
