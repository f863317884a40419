package dev.ringbus.bus.testkit;

import dev.ringbus.bus.DecisionClient;
import dev.ringbus.bus.DecisionServer;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionRequest;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A {@link DecisionClient} and a {@link DecisionServer} joined to each other. Deadlines are told by
 * the clock when a question is asked, and waited for in real time (or in the virtual time of {@code
 * StepVerifier}).
 */
public final class InMemoryDecisions {

  private final InMemoryBroker broker;
  private final Clock clock;
  private final Client client = new Client();
  private final Server server = new Server();
  private final List<DecisionRequest> questions = new CopyOnWriteArrayList<>();

  private volatile @Nullable BiFunction<DecisionRequest, Context, Mono<DecisionReply>> answer;
  private volatile boolean ready = true;

  public InMemoryDecisions(InMemoryBroker broker, Clock clock) {
    this.broker = broker;
    this.clock = clock;
  }

  public DecisionClient client() {
    return client;
  }

  public DecisionServer server() {
    return server;
  }

  /** All questions that were sent, answered or not. */
  public List<DecisionRequest> questions() {
    return List.copyOf(questions);
  }

  /** Routing is stopped: questions are taken and never answered, until it serves again. */
  public void stopServing() {
    answer = null;
  }

  /** What both ends say when they are asked whether they are ready; true at first. */
  public void ready(boolean value) {
    ready = value;
  }

  private void deliver(DecisionRequest request, Context trace) {
    questions.add(request);
    var serving = answer;
    if (serving != null && clock.instant().isBefore(request.deadline())) {
      Mono.defer(() -> serving.apply(request, trace))
          .subscribe(reply -> client.receive(request, reply), _ -> {});
    }
  }

  private final class Client implements DecisionClient {

    private final Map<String, Sinks.One<DecisionReply>> waiting = new ConcurrentHashMap<>();
    private final Sinks.Many<LateReply> late = Sinks.many().multicast().directBestEffort();

    @Override
    public Mono<DecisionReply> ask(DecisionRequest request, Context trace) {
      return Mono.defer(() -> {
        Duration left = Duration.between(clock.instant(), request.deadline());
        if (!left.isPositive()) {
          return Mono.empty();
        }
        Sinks.One<DecisionReply> reply = Sinks.one();
        waiting.put(request.correlationId(), reply);
        return broker
            .perform(() -> deliver(request, trace))
            .then(reply.asMono())
            .timeout(left, Mono.defer(() -> timeIsUp(request, reply)))
            .doFinally(_ -> waiting.remove(request.correlationId()));
      });
    }

    /** Whoever takes the question out first, the deadline or a reply, decides what it gets. */
    private Mono<DecisionReply> timeIsUp(DecisionRequest request, Sinks.One<DecisionReply> reply) {
      return waiting.remove(request.correlationId()) == null ? reply.asMono() : Mono.empty();
    }

    void receive(DecisionRequest request, DecisionReply reply) {
      var sink = waiting.remove(request.correlationId());
      if (sink == null) {
        late.emitNext(new LateReply(request, reply), Sinks.EmitFailureHandler.FAIL_FAST);
      } else {
        sink.emitValue(reply, Sinks.EmitFailureHandler.FAIL_FAST);
      }
    }

    @Override
    public Flux<LateReply> lateReplies() {
      return late.asFlux();
    }

    @Override
    public boolean isReady() {
      return ready;
    }
  }

  private final class Server implements DecisionServer {

    @Override
    public void serve(BiFunction<DecisionRequest, Context, Mono<DecisionReply>> serving) {
      answer = serving;
    }

    @Override
    public boolean isReady() {
      return ready && answer != null;
    }
  }
}
