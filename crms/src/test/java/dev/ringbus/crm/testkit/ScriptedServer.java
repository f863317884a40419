package dev.ringbus.crm.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ringbus.dialect.Body;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An HTTP server that does with each request what a test says, and keeps each to the byte. */
public final class ScriptedServer implements AutoCloseable {

  /**
   * What came.
   *
   * @param headers lines as they came
   */
  public record Request(String verb, String target, List<String> headers, Body body) {

    public Optional<String> header(String name) {
      String start = name + ": ";
      return headers.stream()
          .filter(line -> line.regionMatches(true, 0, start, 0, start.length()))
          .map(line -> line.substring(start.length()))
          .findFirst();
    }

    public String text() {
      return body.text();
    }

    public boolean is(String lastSegment) {
      return target.replaceFirst("\\?.*", "").endsWith("/" + lastSegment);
    }

    /** As it came. */
    public String raw() {
      return String.join("\r\n", head()) + "\r\n\r\n" + text();
    }

    private List<String> head() {
      List<String> lines = new ArrayList<>(headers);
      lines.addFirst(verb + " " + target + " HTTP/1.1");
      return lines;
    }

    /** As a person reads it; the port is another each time. */
    public String shown() {
      String head =
          head().stream()
              .map(line -> line.replaceFirst("(?i)^(host: 127\\.0\\.0\\.1):[0-9]+$", "$1:18950"))
              .collect(Collectors.joining("\n", "", "\n"));
      return head + (body.isEmpty() ? "" : "\n" + text().replace("\r\n", "␍\n"));
    }
  }

  /** What is done with a request. */
  public sealed interface Step {

    /** Sends that, and keeps the connection. */
    record Send(String bytes) implements Step {}

    /** Sends that, and closes the connection. */
    record SendAndClose(String bytes) implements Step {}

    /** Sends what the page writes, and closes the connection. */
    record Write(Page page) implements Step {}

    /** An answer that is made while it is sent. */
    interface Page {
      void send(OutputStream out) throws IOException;
    }

    /** Nothing before it is known what, and then that. */
    record Later(CompletableFuture<Step> next) implements Step {}

    /** Sends that, and then the other for ever. */
    record SendForEver(String first, String again) implements Step {}

    /** Closes the connection without a word. */
    record Close() implements Step {}

    /** Resets the connection. */
    record Reset() implements Step {}

    /** Reads nothing any more, as long as the server is there. */
    record Stuck() implements Step {}

    /** Nothing; the connection stays open until the client leaves it. */
    record Silence() implements Step {}
  }

  /** What is done when so many bytes of a body have come, before the others. */
  public record Early(int after, Step step) {}

  private final ServerSocket socket;
  private final Map<Socket, Boolean> open = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Request> silenced = new LinkedBlockingQueue<>();
  private final BlockingQueue<Request> left = new LinkedBlockingQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Function<Request, Step> script = _ -> new Step.Silence();
  private volatile Function<Request, Optional<Early>> early = _ -> Optional.empty();

  public ScriptedServer() {
    try {
      socket = new ServerSocket();
      // Little waits unread, so that a client notices who does not read.
      socket.setReceiveBufferSize(64 * 1024);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** A response with a body of JSON. */
  public static Step json(int status, String json, String... headers) {
    return new Step.Send(response(status, "application/json; charset=utf-8", json, headers));
  }

  public static String response(int status, String type, String body, String... headers) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Status\r\n");
    List.of(headers).forEach(header -> head.append(header).append("\r\n"));
    head.append("Content-Type: ").append(type).append("\r\n");
    head.append("Content-Length: ").append(body.getBytes(UTF_8).length).append("\r\n\r\n");
    return head + body;
  }

  public void does(Step always) {
    does(_ -> always);
  }

  public void does(Function<Request, Step> each) {
    script = each;
  }

  /** Asked with the head of each request, whose body is still empty. */
  public void doesEarly(Function<Request, Optional<Early>> each) {
    early = each;
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  /** What came whole, in the order in which it came. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  public List<Request> requests(String lastSegment) {
    return requests.stream().filter(request -> request.is(lastSegment)).toList();
  }

  /** The next request that is met with silence. */
  public Request awaitSilenced() {
    return await(silenced);
  }

  /** The next request that was met with silence until the client went away. */
  public Request awaitLeft() {
    return await(left);
  }

  private static Request await(BlockingQueue<Request> queue) {
    try {
      Request request = queue.poll(60, TimeUnit.SECONDS);
      if (request == null) {
        throw new AssertionError("expected a request that is met with silence");
      }
      return request;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        open.put(connection, true);
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      new ServedConnection(this, connection).serve();
    } catch (IOException _) {
      // The other side went away, or the test is over.
    } finally {
      open.remove(connection);
    }
  }

  Optional<Early> interruption(Request head) {
    return early.apply(head);
  }

  /** It came whole; what is to be done with it. */
  Step came(Request request) {
    requests.add(request);
    return script.apply(request);
  }

  /** Its head, and no more of its body than is to be read. */
  void cameInPart(Request head) {
    requests.add(head);
  }

  void isSilentAbout(Request request) {
    silenced.add(request);
  }

  /** The client went away without an answer. */
  void isLeftWith(Request request) {
    left.add(request);
  }

  void awaitClosed() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Accepts nobody any more, and leaves everybody. */
  @Override
  public void close() {
    closed.countDown();
    try {
      socket.close();
      for (Socket connection : open.keySet()) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
