package dev.ringbus.simulator.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The hub over HTTP/1.1: kept-alive connections, one request at a time on each, all on one event
 * loop. Lean, since the load generator shares its machine with what it measures: requests are bytes
 * already, and answers are only as much decoded as their reader needs.
 */
public final class NettyHub implements Hub, Loop, AutoCloseable {

  /** A connection idle for longer is not used again: the hub may be closing it at this moment. */
  private static final long STALE_AFTER = TimeUnit.SECONDS.toNanos(5);

  private static final Duration SWEEP_EVERY = Duration.ofMillis(100);

  private static final int CONNECT_WITHIN_MS = 5_000;

  private final EventLoopGroup group;
  private final EventLoop loop;
  private final Bootstrap bootstrap;
  private final InetSocketAddress address;
  private final int limit;
  private final Duration patience;

  private final Deque<HubConnection> idle = new ArrayDeque<>();
  private final Set<HubConnection> open = new HashSet<>();
  private final CompletableFuture<Void> failure = new CompletableFuture<>();
  private int connecting;

  private NettyHub(URI hub, int limit, Duration patience) {
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    this.group = new MultiThreadIoEventLoopGroup(1, io);
    this.loop = group.next();
    this.address = new InetSocketAddress(hub.getHost(), hub.getPort() < 0 ? 80 : hub.getPort());
    this.limit = limit;
    this.patience = patience;
    this.bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_WITHIN_MS)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel
                        .pipeline()
                        .addLast(new HttpResponseDecoder(), new HubConnection(NettyHub.this));
                  }
                });
  }

  /**
   * Begins to run, without a connection yet.
   *
   * @param limit of connections at the same time
   * @param patience how long an answer is waited for
   */
  public static NettyHub open(URI hub, int limit, Duration patience) {
    NettyHub opened = new NettyHub(hub, limit, patience);
    opened.after(SWEEP_EVERY, opened::sweep);
    return opened;
  }

  /**
   * Tries whether the hub takes connections.
   *
   * @throws HubUnreachable if it does not
   */
  public void reach() throws HubUnreachable, InterruptedException {
    ChannelFuture connected = bootstrap.connect(address).await();
    if (!connected.isSuccess()) {
      throw new HubUnreachable(
          "expected the hub at http://%s:%d, but nothing takes connections there"
              .formatted(address.getHostString(), address.getPort()));
    }
    connected.channel().close().await();
  }

  /** Fails if a task of the simulation breaks, which would otherwise never come to its end. */
  public CompletableFuture<Void> failure() {
    return failure;
  }

  void guard(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      failure.completeExceptionally(e);
    }
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void execute(Runnable task) {
    loop.execute(() -> guard(task));
  }

  @Override
  public void after(Duration delay, Runnable task) {
    var _ = loop.schedule(() -> guard(task), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public int room() {
    return Math.max(0, idle.size() + limit - open.size() - connecting);
  }

  @Override
  public void send(Wire wire, Consumer<Reply> heard) {
    HubConnection connection = idle.pollFirst();
    while (connection != null && connection.idleFor(nanos()) > STALE_AFTER) {
      connection.close();
      connection = idle.pollFirst();
    }
    if (connection == null) {
      connect(wire, heard);
    } else {
      connection.send(wire, heard);
    }
  }

  private void connect(Wire wire, Consumer<Reply> heard) {
    connecting++;
    bootstrap
        .connect(address)
        .addListener((ChannelFuture done) -> guard(() -> connected(done, wire, heard)));
  }

  private void connected(ChannelFuture done, Wire wire, Consumer<Reply> heard) {
    connecting--;
    if (done.isSuccess()) {
      HubConnection connection = done.channel().pipeline().get(HubConnection.class);
      open.add(connection);
      connection.send(wire, heard);
    } else {
      String why = "cannot connect: " + done.cause().getMessage();
      heard.accept(new Reply.Unanswered(why, nanos()));
    }
  }

  void free(HubConnection connection) {
    idle.addFirst(connection);
  }

  void closed(HubConnection connection) {
    open.remove(connection);
    idle.remove(connection);
  }

  private void sweep() {
    long now = nanos();
    for (HubConnection connection : Set.copyOf(open)) {
      if (connection.waitingFor(now) > patience.toNanos()) {
        connection.giveUp("no answer within " + patience.toMillis() + " ms");
      }
    }
    after(SWEEP_EVERY, this::sweep);
  }

  /** Closes every connection, and waits for that. */
  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
