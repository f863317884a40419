package dev.ringbus.control.instruct;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.bus.CommandLog;
import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.control.instruct.Answer.Impossible;
import dev.ringbus.control.instruct.Answer.Taken;
import dev.ringbus.control.instruct.Answer.Unknown;
import dev.ringbus.dialect.EventIds;
import dev.ringbus.model.Call;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallCommand.Instruct;
import dev.ringbus.model.CallCommand.Withdraw;
import dev.ringbus.model.CallState;
import dev.ringbus.model.Direction;
import dev.ringbus.model.InstructionOutcome.Asked;
import dev.ringbus.model.Integration;
import dev.ringbus.store.CallStore;
import dev.ringbus.store.InstructionHistory;
import dev.ringbus.store.InstructionState;
import dev.ringbus.store.InstructionStates;
import dev.ringbus.store.StoreUnavailable;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Takes wishes about live calls: refuses at once what can never be done, and makes a command of the
 * rest. The command comes first and the row of the instruction after it, so that no instruction
 * that nobody was told of is ever shown as waiting; if only the row cannot be written, what becomes
 * of the instruction makes one.
 *
 * <p>All fail with {@link StoreUnavailable}, and what writes a command with {@link
 * BrokerUnavailable}: then nothing was done, as far as is known.
 */
public final class Instructions {

  private static final Logger log = LoggerFactory.getLogger(Instructions.class);
  private static final String SOURCE = "api";

  private final ConfigurationView configuration;
  private final CallStore calls;
  private final InstructionStates states;
  private final CommandLog commands;
  private final Steering steering;
  private final Supplier<String> ids;
  private final Clock clock;
  private final Duration storedWithin;
  private final Scheduler timer;

  /**
   * @param ids gives a new one each time
   * @param storedWithin how long the broker may take for a command
   */
  public Instructions(
      ConfigurationView configuration,
      CallStore calls,
      InstructionStates states,
      CommandLog commands,
      Steering steering,
      Supplier<String> ids,
      Clock clock,
      Duration storedWithin,
      Scheduler timer) {
    this.configuration = configuration;
    this.calls = calls;
    this.states = states;
    this.commands = commands;
    this.steering = steering;
    this.ids = ids;
    this.clock = clock;
    this.storedWithin = storedWithin;
    this.timer = timer;
  }

  /** Takes a wish, or says why not; fails with {@link HubUnready} as well. */
  public Mono<Answer> request(Wish wish, Context trace) {
    return Mono.defer(() -> {
      if (!configuration.isReady()) {
        return Mono.error(new HubUnready("the configuration is being read; try again"));
      }
      Optional<Integration> integration =
          configuration.current().integration(wish.call().integration());
      return integration.isEmpty()
          ? Mono.just(new Unknown("there is no integration " + wish.call().integration()))
          : known(wish).switchIfEmpty(Mono.defer(() -> check(wish, integration.get(), trace)));
    });
  }

  /** What was answered to the same wish before; empty if there was none, or nobody can tell. */
  private Mono<Answer> known(Wish wish) {
    return wish.idempotencyKey() == null
        ? Mono.empty()
        : states
            .find(id(wish))
            .flatMap(found -> Mono.justOrEmpty(found.map(known -> repeated(wish, known))));
  }

  private static Answer repeated(Wish wish, InstructionHistory known) {
    Asked asked = known.asked();
    return asked == null || isSame(wish, asked)
        ? new Taken(known)
        : new Impossible(
            "this Idempotency-Key stands for another instruction of this call already, "
                + known.id());
  }

  private static boolean isSame(Wish wish, Asked asked) {
    return wish.instruction().equals(asked.instruction())
        && wish.expiresAfter().equals(Duration.between(asked.requestedAt(), asked.expiresAt()))
        && (wish.offerAgainAfter() == null
            || wish.offerAgainAfter().equals(asked.offerAgainAfter()));
  }

  private Mono<Answer> check(Wish wish, Integration integration, Context trace) {
    return calls
        .find(List.of(wish.call()))
        .flatMap(found ->
            impossible(wish, integration, found.stream().findFirst())
                .<Mono<Answer>>map(reason -> Mono.just(new Impossible(reason)))
                .orElseGet(() -> toItsEnd(instruct(wish, trace))));
  }

  private Optional<String> impossible(Wish wish, Integration integration, Optional<Call> call) {
    Direction direction = call.map(Call::direction).orElse(null);
    return call.filter(Instructions::hasEnded)
        .map(ended -> "the call ended at " + ended.endedAt())
        .or(() -> steering.impossible(wish, integration, direction, now()));
  }

  /** An end that the hub has merely concluded may turn out to be none. */
  private static boolean hasEnded(Call call) {
    return call.state() == CallState.ENDED && call.inferred() == null;
  }

  private Mono<Answer> instruct(Wish wish, Context trace) {
    OffsetDateTime now = now();
    Instruct command =
        new Instruct(
            wish.idempotencyKey() == null ? ids.get() : id(wish),
            now,
            wish.call(),
            wish.instruction(),
            SOURCE,
            now.plus(wish.expiresAfter()),
            wish.offerAgainAfter());
    return append(command, trace)
        .then(states.requested(command).onErrorResume(StoreUnavailable.class, this::comesLater))
        .thenReturn(new Taken(requested(command)));
  }

  private Mono<Void> comesLater(StoreUnavailable failure) {
    log.warn("an instruction is known only when it has an outcome: {}", failure.getMessage());
    return Mono.empty();
  }

  private static InstructionHistory requested(Instruct command) {
    Asked asked =
        new Asked(
            command.instruction(),
            command.source(),
            command.requestedAt(),
            command.expiresAt(),
            command.offerAgainAfter());
    return new InstructionHistory(command.id(), command.call(), asked, List.of());
  }

  private static String id(Wish wish) {
    return EventIds.of("instruction", wish.call().toString(), wish.idempotencyKey());
  }

  /**
   * Takes an instruction back that has not been offered, or not for the second time, unless it is
   * too late for that.
   */
  public Mono<Answer> withdraw(String id, Context trace) {
    return states
        .find(id)
        .flatMap(found ->
            found
                .map(known -> withdraw(known, trace))
                .orElseGet(() -> Mono.just(new Unknown("there is no instruction " + id))));
  }

  private Mono<Answer> withdraw(InstructionHistory known, Context trace) {
    if (known.state().isOver()
        || (known.state() == InstructionState.OFFERED && !mayBeOfferedAgain(known))) {
      return Mono.just(
          new Impossible(
              "instruction %s is %s already".formatted(known.id(), known.state().wireName())));
    }
    Withdraw command =
        new Withdraw(EventIds.of("withdraw", known.id()), now(), known.call(), known.id());
    return toItsEnd(append(command, trace).thenReturn(new Taken(known)));
  }

  private boolean mayBeOfferedAgain(InstructionHistory known) {
    Asked asked = known.asked();
    return (asked != null && asked.offerAgainAfter() != null)
        || configuration
            .current()
            .integration(known.call().integration())
            .filter(steering::offersAgain)
            .isPresent();
  }

  /** Begins at once, and is not cancelled by a client that goes away. */
  private static <T> Mono<T> toItsEnd(Mono<T> mono) {
    return Mono.fromFuture(mono.toFuture(), true);
  }

  private Mono<Void> append(CallCommand command, Context trace) {
    return commands
        .append(command, trace)
        .timeout(storedWithin, timer)
        .onErrorMap(
            TimeoutException.class,
            late -> new BrokerUnavailable("no broker took a command in " + storedWithin, late));
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
