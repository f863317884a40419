package dev.ringbus.routing.ask;

import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A customer's CRM on a port of its own, which does with each request what a test wants. */
public final class CrmServer implements AutoCloseable {

  /** What the server does with a request. */
  public sealed interface Behaviour {

    /** Sends these bytes, and keeps the connection. */
    record Send(Body bytes) implements Behaviour {}

    /** Sends these bytes, and closes the connection. */
    record SendAndClose(Body bytes) implements Behaviour {}

    /** Sends these bytes again and again, as long as somebody reads. */
    record SendForEver(Body first, Body again) implements Behaviour {}

    /** Resets the connection. */
    record Reset() implements Behaviour {}

    /** Sends nothing, and keeps the connection. */
    record Silence() implements Behaviour {}
  }

  private final ServerSocket socket;
  private final Map<Socket, Boolean> open = new ConcurrentHashMap<>();
  private final List<PbxRequest> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile Function<PbxRequest, Behaviour> behaviour = _ -> new Behaviour.Silence();

  public CrmServer() {
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** What to do from now on. */
  public CrmServer does(Function<PbxRequest, Behaviour> each) {
    behaviour = each;
    return this;
  }

  public CrmServer does(Behaviour always) {
    return does(_ -> always);
  }

  /** Answers from now on with this. */
  public CrmServer answers(int status, String contentType, String body) {
    return does(new Behaviour.Send(write(PbxResponse.of(status, contentType, body))));
  }

  /** The address of a path, with a leading slash. */
  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
  }

  /** What was asked; a request's path is whole, without its leading slash. */
  public List<PbxRequest> requests() {
    return List.copyOf(requests);
  }

  public int connections() {
    return connections.get();
  }

  /** The bytes of a response. */
  public static Body write(PbxResponse response) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + response.status() + " Status\r\n");
    response.headers().forEach(h -> head.append(h.name() + ": " + h.value() + "\r\n"));
    head.append("Content-Length: " + response.body().size() + "\r\n\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(response.body().bytes());
    return Body.of(bytes.toByteArray());
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        connections.incrementAndGet();
        open.put(connection, true);
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      PbxRequest request = read(in);
      while (request != null) {
        requests.add(request);
        perform(behaviour.apply(request), connection);
        request = read(in);
      }
    } catch (IOException _) {
      // The other side went away, or the test is over.
    } finally {
      open.remove(connection);
    }
  }

  private static void perform(Behaviour behaviour, Socket connection) throws IOException {
    OutputStream out = connection.getOutputStream();
    switch (behaviour) {
      case Behaviour.Send(Body bytes) -> out.write(bytes.bytes());
      case Behaviour.SendAndClose(Body bytes) -> {
        out.write(bytes.bytes());
        connection.close();
      }
      case Behaviour.SendForEver(Body first, Body again) -> {
        out.write(first.bytes());
        while (true) {
          out.write(again.bytes());
        }
      }
      case Behaviour.Reset _ -> {
        connection.setSoLinger(true, 0);
        connection.close();
      }
      case Behaviour.Silence _ -> {}
    }
  }

  private static PbxRequest read(InputStream in) throws IOException {
    String line = line(in);
    if (line.isEmpty()) {
      return null;
    }
    int first = line.indexOf(' ');
    String target = line.substring(first + 1, line.indexOf(' ', first + 1));
    List<Header> headers = new ArrayList<>();
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String name = header.substring(0, header.indexOf(':'));
      String value = header.substring(header.indexOf(':') + 1).strip();
      headers.add(new Header(name, value));
      if (name.equalsIgnoreCase("Content-Length")) {
        length = Integer.parseInt(value);
      }
    }
    int query = target.indexOf('?');
    return new PbxRequest(
        line.substring(0, first),
        query < 0 ? target.substring(1) : target.substring(1, query),
        query < 0 ? "" : target.substring(query + 1),
        headers,
        Body.of(in.readNBytes(length)),
        Instant.EPOCH);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  /** Closes all connections that are open, as a server does with idle ones. */
  public void closeConnections() {
    open.keySet()
        .forEach(connection -> {
          try {
            connection.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Override
  public void close() {
    try {
      socket.close();
      closeConnections();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
