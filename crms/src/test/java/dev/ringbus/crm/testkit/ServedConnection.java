package dev.ringbus.crm.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ringbus.crm.testkit.ScriptedServer.Early;
import dev.ringbus.crm.testkit.ScriptedServer.Request;
import dev.ringbus.crm.testkit.ScriptedServer.Step;
import dev.ringbus.dialect.Body;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A connection to a {@link ScriptedServer}: what comes over it, and what is done with that. */
final class ServedConnection {

  private final ScriptedServer server;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  ServedConnection(ScriptedServer server, Socket socket) throws IOException {
    this.server = server;
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /** Until the other side goes away, or a step closes the connection. */
  void serve() throws IOException {
    for (String line = line(); !line.isEmpty(); line = line()) {
      Request head = head(line);
      Optional<Early> interruption = server.interruption(head);
      if (interruption.isPresent()) {
        interrupt(head, interruption.get());
        return;
      }
      int length = head.header("Content-Length").map(Integer::parseInt).orElse(0);
      Body body = Body.of(in.readNBytes(length));
      if (body.size() < length) {
        return;
      }
      Request request = new Request(head.verb(), head.target(), head.headers(), body);
      perform(server.came(request), request);
    }
  }

  private void interrupt(Request head, Early interruption) throws IOException {
    in.readNBytes(interruption.after());
    server.cameInPart(head);
    perform(interruption.step(), head);
    if (!socket.isClosed()) {
      // Unread bytes would make a reset of the end, and the answer would be lost in it.
      discard();
    }
  }

  private void perform(Step step, Request request) throws IOException {
    switch (step) {
      case Step.Send(String bytes) -> out.write(bytes.getBytes(UTF_8));
      case Step.SendAndClose(String bytes) -> {
        out.write(bytes.getBytes(UTF_8));
        socket.close();
      }
      case Step.Write(Step.Page page) -> {
        page.send(out);
        socket.close();
      }
      case Step.SendForEver(String first, String again) -> {
        out.write(first.getBytes(UTF_8));
        while (true) {
          out.write(again.getBytes(UTF_8));
        }
      }
      case Step.Close _ -> socket.close();
      case Step.Reset _ -> {
        socket.setSoLinger(true, 0);
        socket.close();
      }
      case Step.Later(var next) -> perform(next.join(), request);
      case Step.Stuck _ -> server.awaitClosed();
      case Step.Silence _ -> {
        server.isSilentAbout(request);
        discard();
        server.isLeftWith(request);
      }
    }
  }

  private void discard() {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // Reset: gone as well.
    }
  }

  private Request head(String line) throws IOException {
    String[] parts = line.split(" ", -1);
    List<String> headers = new ArrayList<>();
    for (String header = line(); !header.isEmpty(); header = line()) {
      headers.add(header);
    }
    return new Request(parts[0], parts[1], headers, Body.EMPTY);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(ISO_8859_1);
  }
}
