package dev.ringbus.ingress.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Polls over kept connections, with one request at a time on each, in a process of its own that
 * takes its orders by lines: {@code closed SECONDS} polls as fast as it is answered, {@code open
 * RATE SECONDS} at a rate, whether it is answered or not. It answers with a line of figures. One
 * thread, and no library: what it costs is taken from what it measures.
 */
final class PollLoad {

  /** Twelve digits, which are patched. */
  private static final long FIRST_CALL = 100_000_000_000L;

  private static final int CALLS = 20_000;
  private static final int DIGITS = 12;
  private static final byte[] OK = "HTTP/1.1 200".getBytes(US_ASCII);

  private final Selector selector = Selector.open();
  private final List<Connection> connections = new ArrayList<>();
  private final Deque<Connection> idle = new ArrayDeque<>();
  private long[] latencies = new long[0];
  private int answered;
  private int sent;

  private PollLoad(int port, int connections, String before, String after) throws IOException {
    for (int i = 0; i < connections; i++) {
      this.connections.add(new Connection(port, before, after));
    }
  }

  /** Its connection, and the time since when its request was due. */
  private final class Connection {
    final SocketChannel channel;
    final ByteBuffer request;
    final int digits;
    final ByteBuffer response = ByteBuffer.allocateDirect(4096);
    long due;

    Connection(int port, String before, String after) throws IOException {
      byte[] bytes = (before + FIRST_CALL + after).getBytes(US_ASCII);
      request = ByteBuffer.allocateDirect(bytes.length).put(bytes);
      digits = before.length();
      channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, this);
    }

    void send(long dueAt) throws IOException {
      due = dueAt;
      long serial = FIRST_CALL + sent++ % CALLS;
      for (int i = DIGITS - 1; i >= 0; i--, serial /= 10) {
        request.put(digits + i, (byte) ('0' + serial % 10));
      }
      request.position(0).limit(request.capacity());
      response.clear();
      channel.write(request);
      if (request.hasRemaining()) {
        throw new IOException("a request did not fit into the socket");
      }
    }

    /** Whether its answer is there, whole. */
    boolean reads() throws IOException {
      if (channel.read(response) < 0) {
        throw new IOException("the server closed a connection");
      }
      int length = response.position();
      if (length == 0 || response.get(length - 1) != '}') {
        return false;
      }
      for (int i = 0; i < OK.length; i++) {
        if (response.get(i) != OK[i]) {
          throw new IOException("not answered with 200");
        }
      }
      return true;
    }
  }

  public static void main(String[] arguments) throws IOException {
    String[] request = arguments[2].replace("\\n", "\r\n").split("CALL", 2);
    PollLoad load =
        new PollLoad(
            Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), request[0], request[1]);
    BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, US_ASCII));
    System.out.println("ready");
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      String[] words = order.split(" ", -1);
      System.out.println(
          words[0].equals("closed")
              ? load.closed(Integer.parseInt(words[1]))
              : load.open(Integer.parseInt(words[1]), Integer.parseInt(words[2])));
    }
  }

  /** Polls a second. */
  private String closed(int seconds) throws IOException {
    long start = System.nanoTime();
    long end = start + TimeUnit.SECONDS.toNanos(seconds);
    answered = 0;
    for (Connection connection : connections) {
      connection.send(start);
    }
    int underWay = connections.size();
    while (underWay > 0) {
      selector.select();
      for (SelectionKey key : selector.selectedKeys()) {
        Connection connection = (Connection) key.attachment();
        if (connection.reads()) {
          answered++;
          long now = System.nanoTime();
          if (now < end) {
            connection.send(now);
          } else {
            underWay--;
          }
        }
      }
      selector.selectedKeys().clear();
    }
    return Long.toString(Math.round(answered / ((System.nanoTime() - start) / 1e9)));
  }

  /** Median, 99th percentile and maximum of latencies in µs, each since a poll was due. */
  private String open(int rate, int seconds) throws IOException {
    int total = rate * seconds;
    long interval = TimeUnit.SECONDS.toNanos(1) / rate;
    latencies = new long[total];
    answered = 0;
    idle.clear();
    idle.addAll(connections);
    long start = System.nanoTime() + interval;
    int begun = 0;
    while (answered < total) {
      long now = System.nanoTime();
      while (begun < total && start + begun * interval <= now && !idle.isEmpty()) {
        idle.removeFirst().send(start + begun++ * interval);
      }
      if (selector.selectNow() == 0) {
        LockSupport.parkNanos(20_000);
        continue;
      }
      receive();
    }
    Arrays.sort(latencies);
    return at(0.5) + " " + at(0.99) + " " + at(0.999) + " " + latencies[total - 1] / 1000;
  }

  private void receive() throws IOException {
    for (SelectionKey key : selector.selectedKeys()) {
      Connection connection = (Connection) key.attachment();
      if (connection.reads()) {
        latencies[answered++] = System.nanoTime() - connection.due;
        idle.addLast(connection);
      }
    }
    selector.selectedKeys().clear();
  }

  private long at(double quantile) {
    return latencies[(int) (latencies.length * quantile)] / 1000;
  }
}
