package dev.ringbus.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.Platform;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import reactor.core.publisher.Mono;

class PollShortcutTest {

  private static final String POLL = "/mts/acme/CallEvent/7";

  private final List<ServerHttpRequest> wholeWay = new ArrayList<>();
  private final List<PollHead> heads = new ArrayList<>();

  private void handle(MockServerHttpRequest request, IdlePolls polls) {
    new PollShortcut(
            List.of(new Platform("mts")),
            polls,
            new Capture(new SenderAddress(List.of()), Clock.systemUTC()),
            (seen, _) -> Mono.fromRunnable(() -> wholeWay.add(seen)))
        .handle(request, new MockServerHttpResponse())
        .block();
  }

  private void handle(MockServerHttpRequest request) {
    handle(
        request,
        head -> {
          heads.add(head);
          return Optional.empty();
        });
  }

  @Test
  void sendsWhatIsNoIdlePollTheWholeWay() {
    MockServerHttpRequest request = MockServerHttpRequest.get(POLL).build();

    handle(request);

    assertThat(heads)
        .singleElement()
        .satisfies(head -> {
          assertThat(head.integration()).isEqualTo("acme");
          assertThat(head.request().path()).isEqualTo("CallEvent/7");
        });
    assertThat(wholeWay).containsExactly(request);
  }

  @Test
  void sendsAPollTheWholeWayThatTheShortOneFailsFor() {
    MockServerHttpRequest request = MockServerHttpRequest.get(POLL).build();

    handle(
        request,
        _ -> {
          throw new IllegalStateException("a fault of our own");
        });

    assertThat(wholeWay).containsExactly(request);
  }

  @Test
  void doesNotLookAtWhatCannotBeAPoll() {
    handle(MockServerHttpRequest.post(POLL).body("{}"));
    handle(MockServerHttpRequest.get(POLL).header("Content-Length", "2").build());
    handle(MockServerHttpRequest.get(POLL).header("Transfer-Encoding", "chunked").build());
    handle(MockServerHttpRequest.get("/other/acme/CallEvent/7").build());
    handle(MockServerHttpRequest.get("/mts/acme").build());
    handle(MockServerHttpRequest.get("/").build());

    assertThat(heads).isEmpty();
    assertThat(wholeWay).hasSize(6);
  }
}
