package dev.ringbus.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.simulator.http.ScriptedHub.Reaction;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class NettyHubTest {

  private static final PbxResponse OK = PbxResponse.of(200, "application/json", "{}");
  private static final Duration SHORT = Duration.ofMillis(150);
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void readsAnAnswer() throws Exception {
    try (ScriptedHub hub = ScriptedHub.answering(OK)) {
      Reply reply = exchange(hub.uri(), LONG, get("/comagic/a"));

      assertThat(reply)
          .isInstanceOfSatisfying(
              Reply.Answered.class,
              answered -> {
                assertThat(answered.response().status()).isEqualTo(200);
                assertThat(answered.response().body()).isEqualTo(OK.body());
                assertThat(answered.response().header("content-type")).contains("application/json");
                assertThat(answered.answeredAt()).isGreaterThanOrEqualTo(answered.sentAt());
              });
    }
  }

  @Test
  void keepsAConnectionForTheNextRequest() throws Exception {
    try (ScriptedHub server = ScriptedHub.answering(OK);
        NettyHub hub = NettyHub.open(server.uri(), 4, LONG)) {
      for (int i = 0; i < 5; i++) {
        assertThat(exchange(hub, get("/comagic/a"))).isInstanceOf(Reply.Answered.class);
      }

      assertThat(server.connections()).isEqualTo(1);
      assertThat(server.asked()).hasSize(5);
    }
  }

  @Test
  void givesUpOnASilentHub() throws Exception {
    try (ScriptedHub hub = new ScriptedHub(_ -> new Reaction.Silence())) {
      assertThat(exchange(hub.uri(), SHORT, get("/comagic/a")))
          .isInstanceOfSatisfying(
              Reply.Unanswered.class,
              reply -> assertThat(reply.why()).isEqualTo("no answer within 150 ms"));
    }
  }

  @Test
  void tellsOfAConnectionThatWasClosedBeforeTheAnswer() throws Exception {
    try (ScriptedHub hub = new ScriptedHub(_ -> new Reaction.Drop())) {
      assertThat(exchange(hub.uri(), LONG, get("/comagic/a")))
          .isInstanceOfSatisfying(
              Reply.Unanswered.class,
              reply -> assertThat(reply.why()).contains("closed before the answer"));
    }
  }

  @Test
  void tellsOfAnAnswerThatIsNoHttp() throws Exception {
    try (ScriptedHub hub = new ScriptedHub(_ -> new Reaction.Raw("hello there\r\n\r\n"))) {
      assertThat(exchange(hub.uri(), LONG, get("/comagic/a")))
          .isInstanceOfSatisfying(
              Reply.Unanswered.class, reply -> assertThat(reply.why()).contains("HTTP/1.1"));
    }
  }

  @Test
  void refusesAnAnswerWithoutAnEnd() throws Exception {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n";
    try (ScriptedHub hub = new ScriptedHub(_ -> new Reaction.Raw(head + "x".repeat(100_000)))) {
      assertThat(exchange(hub.uri(), LONG, get("/comagic/a")))
          .isInstanceOfSatisfying(
              Reply.Unanswered.class, reply -> assertThat(reply.why()).contains("65536 bytes"));
    }
  }

  @Test
  void opensAnotherConnectionAfterOneThatTheHubCloses() throws Exception {
    String answer = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    try (ScriptedHub server = new ScriptedHub(_ -> new Reaction.Raw(answer));
        NettyHub hub = NettyHub.open(server.uri(), 4, LONG)) {
      for (int i = 0; i < 3; i++) {
        assertThat(exchange(hub, get("/comagic/a"))).isInstanceOf(Reply.Answered.class);
      }

      assertThat(server.connections()).isEqualTo(3);
    }
  }

  @Test
  void sendsARequestInItsPieces() throws Exception {
    String body = "{\"event\":\"test\"}";
    String request =
        "POST /sipsim/a HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(body.length(), body);
    List<byte[]> pieces =
        List.of(
            bytes(request.substring(0, 9)),
            bytes(request.substring(9, 60)),
            bytes(request.substring(60)));
    try (ScriptedHub hub = ScriptedHub.answering(OK)) {
      Reply reply = exchange(hub.uri(), LONG, new Wire(pieces, Duration.ofMillis(1)));

      assertThat(reply).isInstanceOf(Reply.Answered.class);
      assertThat(hub.asked())
          .singleElement()
          .satisfies(asked -> assertThat(asked.request().body().text()).isEqualTo(body));
    }
  }

  @Test
  void saysWhereNothingTakesConnections() throws Exception {
    URI nowhere = URI.create("http://127.0.0.1:1"); // A reserved port.
    try (NettyHub hub = NettyHub.open(nowhere, 1, LONG)) {
      assertThatThrownBy(hub::reach)
          .isInstanceOf(HubUnreachable.class)
          .hasMessageContaining(nowhere.toString());
      assertThat(exchange(hub, get("/comagic/a"))).isInstanceOf(Reply.Unanswered.class);
      assertThat(room(hub)).isEqualTo(1);
    }
  }

  @Test
  void tellsWhenATaskBreaks() throws Exception {
    try (ScriptedHub server = ScriptedHub.answering(OK);
        NettyHub hub = NettyHub.open(server.uri(), 1, LONG)) {
      hub.execute(() ->
          hub.send(
              get("/comagic/a"),
              _ -> {
                throw new IllegalStateException("broken");
              }));

      assertThatThrownBy(() -> hub.failure().get()).hasRootCauseMessage("broken");
    }
  }

  private static Reply exchange(URI uri, Duration patience, Wire wire) throws Exception {
    try (NettyHub hub = NettyHub.open(uri, 1, patience)) {
      return exchange(hub, wire);
    }
  }

  private static Reply exchange(NettyHub hub, Wire wire) throws Exception {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    hub.execute(() -> hub.send(wire, reply::complete));
    return reply.get();
  }

  private static int room(NettyHub hub) throws Exception {
    CompletableFuture<Integer> room = new CompletableFuture<>();
    hub.execute(() -> room.complete(hub.room()));
    return room.get();
  }

  private static Wire get(String target) {
    return Wire.of(bytes("GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
