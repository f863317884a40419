package dev.ringbus.poller.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.CallKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class TurnsTest {

  private static final CallKey CALL = CallKey.parse("mts:1");

  private final Turns turns = new Turns();
  private final List<String> done = new ArrayList<>();

  private Mono<Void> turn(CallKey call, String name, Mono<Void> work) {
    return turns.take(call, work.doOnSuccess(_ -> done.add(name)));
  }

  @Test
  void letsTheSecondWaitForTheFirst() {
    Sinks.Empty<Void> first = Sinks.empty();
    var one = turn(CALL, "one", first.asMono()).toFuture();
    var two = turn(CALL, "two", Mono.empty()).toFuture();
    assertThat(two).isNotDone();

    first.tryEmitEmpty().orThrow();

    assertThat(one).isCompleted();
    assertThat(two).isCompleted();
    assertThat(done).containsExactly("one", "two");
  }

  @Test
  void letsOtherCallsNotWait() {
    var _ = turn(CALL, "one", Mono.never()).toFuture();

    assertThat(turn(CallKey.parse("mts:2"), "two", Mono.empty()).toFuture()).isCompleted();
  }

  @Test
  void goesOnAfterAFailure() {
    var one = turn(CALL, "one", Mono.error(new IllegalStateException())).toFuture();

    assertThat(one).isCompletedExceptionally();
    assertThat(turn(CALL, "two", Mono.empty()).toFuture()).isCompleted();
  }

  @Test
  void letsTheThirdWaitForTheFirstWhenTheSecondGivesUp() {
    Sinks.Empty<Void> first = Sinks.empty();
    var _ = turn(CALL, "one", first.asMono()).toFuture();
    turn(CALL, "two", Mono.empty()).subscribe(_ -> {}).dispose();
    var three = turn(CALL, "three", Mono.empty()).toFuture();
    assertThat(three).isNotDone();

    first.tryEmitEmpty().orThrow();

    assertThat(three).isCompleted();
    assertThat(done).containsExactly("one", "three");
  }
}
