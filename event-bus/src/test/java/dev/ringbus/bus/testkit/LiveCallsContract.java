package dev.ringbus.bus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.bus.LiveCallLog;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Direction;
import dev.ringbus.model.LiveCall;
import dev.ringbus.model.Platform;
import io.opentelemetry.context.Context;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What every {@link LiveCallLog} does. */
public abstract class LiveCallsContract {

  private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-03-02T10:00:00.25+03:00");

  /** The log under test. */
  protected abstract LiveCallLog log();

  /** A log whose broker cannot be reached. */
  protected abstract LiveCallLog logWithoutBroker();

  private static CallKey newCall() {
    return new CallKey(Samples.INTEGRATION, Samples.newCall());
  }

  private static LiveCall live(CallKey key, @Nullable String askedNoMore) {
    return new LiveCall(
        key.integration(),
        new Platform("mts"),
        key.callId(),
        Direction.INBOUND,
        NOW,
        List.of(new LiveCall.OfferedInstruction(Samples.waiting(key.callId()), NOW, 1)),
        askedNoMore);
  }

  @Test
  void readsWhatWasPutLastOfEachCallThatHasNotEnded() {
    CallKey first = newCall();
    CallKey ended = newCall();
    LiveCall changed = live(first, "answered 500");
    StepVerifier.create(
            log()
                .put(live(first, null), Context.root())
                .then(log().put(live(ended, null), Context.root()))
                .then(log().put(changed, Context.root()))
                .then(log().remove(ended, Context.root())))
        .verifyComplete();

    assertThat(read(first)).contains(changed);
    assertThat(read(ended)).noneMatch(call -> call.key().equals(ended));
  }

  @Test
  void readsThePartitionsThatAreAskedForAndNoOthers() {
    List<LiveCall> calls = IntStream.range(0, 40).mapToObj(_ -> live(newCall(), null)).toList();
    calls.forEach(call -> StepVerifier.create(log().put(call, Context.root())).verifyComplete());
    Set<Integer> some = Set.of(log().partition(calls.getFirst().key()));

    Set<LiveCall> read = log().read(some).collect(Collectors.toSet()).block();

    assertThat(read)
        .containsAll(
            calls.stream().filter(call -> some.contains(log().partition(call.key()))).toList())
        .allMatch(call -> some.contains(log().partition(call.key())));
    StepVerifier.create(log().read(Set.of())).verifyComplete();
  }

  @Test
  void failsWithoutABroker() {
    CallKey call = newCall();
    for (Function<LiveCallLog, Mono<Void>> use :
        List.<Function<LiveCallLog, Mono<Void>>>of(
            log -> log.put(live(call, null), Context.root()),
            log -> log.remove(call, Context.root()))) {
      StepVerifier.create(use.apply(logWithoutBroker())).verifyError(BrokerUnavailable.class);
    }
  }

  private List<LiveCall> read(CallKey call) {
    return log().read(Set.of(log().partition(call))).collectList().block();
  }
}
