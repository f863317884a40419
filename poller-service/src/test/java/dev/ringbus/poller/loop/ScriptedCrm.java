package dev.ringbus.poller.loop;

import dev.ringbus.dialect.Answer;
import dev.ringbus.dialect.mts.MtsCallId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A CRM without a network, which remembers when it was asked about which call. */
final class ScriptedCrm implements CallPoller {

  final Map<Long, List<Long>> asked = new ConcurrentHashMap<>();
  Function<MtsCallId, Mono<Answer>> answer = _ -> Mono.just(new Answer.Nothing());
  Mono<Void> activation = Mono.empty();
  boolean isClosed;

  private final ConcurrentLinkedQueue<Due> late = new ConcurrentLinkedQueue<>();
  private final Duration every;
  private final int concurrency;
  private final Clock clock;
  private int open;
  private int mostOpen;

  private record Due(long at, Sinks.One<Answer> answer) {}

  ScriptedCrm(Duration every, int concurrency, Clock clock) {
    this.every = every;
    this.concurrency = concurrency;
    this.clock = clock;
  }

  @Override
  public Duration every() {
    return every;
  }

  @Override
  public int concurrency() {
    return concurrency;
  }

  @Override
  public Mono<Void> activate() {
    return Mono.defer(() -> activation);
  }

  @Override
  public Mono<Answer> poll(MtsCallId call) {
    return Mono.defer(
            () -> {
              asked.computeIfAbsent(call.value(), _ -> new ArrayList<>()).add(clock.millis());
              mostOpen = Math.max(mostOpen, ++open);
              return answer.apply(call);
            })
        .doOnTerminate(() -> open--);
  }

  @Override
  public void close() {
    isClosed = true;
  }

  /** Answers from now on after so long, whenever {@link #answerWhatIsDue} is called then. */
  void answersAfter(Duration time) {
    answer =
        _ -> {
          Due due = new Due(clock.millis() + time.toMillis(), Sinks.one());
          late.add(due);
          return due.answer().asMono();
        };
  }

  void answerWhatIsDue() {
    for (Due due = late.peek(); due != null && due.at() <= clock.millis(); due = late.peek()) {
      late.remove().answer().tryEmitValue(new Answer.Nothing());
    }
  }

  int mostOpen() {
    return mostOpen;
  }

  int requests() {
    return asked.values().stream().mapToInt(List::size).sum();
  }
}
