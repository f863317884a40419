package dev.ringbus.simulator.web;

import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.Header;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a client gets to see. */
public sealed interface WebAnswer {

  /** How long it is held back. */
  Duration delay();

  /** The same, held back for so much longer. */
  WebAnswer later(Duration more);

  /** A response. */
  record Response(int status, List<Header> headers, Content content, Duration delay)
      implements WebAnswer {

    public Response {
      headers = List.copyOf(headers);
    }

    public static Response of(int status, String contentType, String text) {
      return of(status, contentType, new Content.Bytes(Body.of(text)));
    }

    public static Response of(int status, String contentType, Content content) {
      return new Response(
          status, List.of(new Header("Content-Type", contentType)), content, Duration.ZERO);
    }

    /** The same, with one header more. */
    public Response with(String name, String value) {
      List<Header> more = new ArrayList<>(headers);
      more.add(new Header(name, value));
      return new Response(status, more, content, delay);
    }

    @Override
    public Response later(Duration more) {
      return new Response(status, headers, content, delay.plus(more));
    }
  }

  /** The connection is closed without a byte. */
  record Silence(Duration delay) implements WebAnswer {

    @Override
    public Silence later(Duration more) {
      return new Silence(delay.plus(more));
    }
  }
}
