package dev.ringbus.poller.live;

import dev.ringbus.bus.LiveCallLog;
import dev.ringbus.bus.PartitionListener;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.LiveCall;
import dev.ringbus.model.Platform;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/**
 * The connected calls of this instance's partitions: those whose PBX polls, or whose CRM is asked
 * about them. A call is written to its topic when it is connected, and taken from it when it ends.
 * What is written is remembered afterwards, so that what failed can be done again.
 */
public final class LiveCalls implements PartitionListener {

  private final LiveCallLog log;
  private final Predicate<CallEvent> isSteered;
  private final OwnCalls<Connected> calls;
  private final BeforeConnection others = new BeforeConnection();
  private final List<LiveCallWatcher> watchers = new CopyOnWriteArrayList<>();
  private final Turns turns = new Turns();
  private final Map<IntegrationId, IntegrationId> integrations = new ConcurrentHashMap<>();
  private final Map<Platform, Platform> platforms = new ConcurrentHashMap<>();

  /**
   * @param isSteered whether anybody will want to do something to the call of this event
   */
  public LiveCalls(LiveCallLog log, Predicate<CallEvent> isSteered) {
    this.log = log;
    this.isSteered = isSteered;
    this.calls =
        new OwnCalls<>(
            log::partition,
            partitions -> log.read(partitions).map(this::compact),
            Connected::key,
            call -> watchers.forEach(watcher -> watcher.appeared(call.call())),
            call -> watchers.forEach(watcher -> watcher.disappeared(call)));
  }

  /** From now on; to be called before anything is assigned. */
  public void watch(LiveCallWatcher watcher) {
    watchers.add(watcher);
  }

  @Override
  public void assigned(Set<Integer> partitions) {
    calls.assigned(partitions);
  }

  @Override
  public void lost(Set<Integer> partitions) {
    calls.lost(partitions);
  }

  /** Completes when it is known whether the call is live; at once if it is not ours. */
  public Mono<Void> known(CallKey call) {
    return calls.known(call);
  }

  /** The call, if it is connected and its partition ours. */
  public Optional<LiveCall> find(CallKey call) {
    return calls.find(call).map(Connected::call);
  }

  /** As {@link #find}, and why there is none. */
  public Standing standing(CallKey call) {
    Optional<LiveCall> live = find(call);
    if (live.isPresent()) {
      return new Standing.Connected(live.get());
    }
    return others
        .find(call)
        .<Standing>map(heard -> heard.ended() ? new Standing.Ended() : new Standing.NotConnected())
        .orElseGet(Standing.Unknown::new);
  }

  /** All that are connected and ours, at about this moment. */
  public Stream<CallKey> all() {
    return calls.all().map(Connected::key);
  }

  /** Something happened in a call. Fails if that could not be stored; then it may come again. */
  public Mono<Void> happened(CallEvent event, Context trace) {
    CallKey key = event.key();
    return inTurn(key, Mono.defer(() -> apply(event, trace)));
  }

  private Mono<Void> inTurn(CallKey key, Mono<Void> work) {
    return calls.known(key).then(turns.take(key, work));
  }

  private Mono<Void> apply(CallEvent event, Context trace) {
    CallKey key = event.key();
    Optional<Connected> live = calls.find(key);
    if (live.isPresent()) {
      return applyTo(live.get(), event, trace);
    }
    if (!calls.isOurs(key) || !isSteered.test(event)) {
      return Mono.empty();
    }
    boolean ended = others.find(key).filter(BeforeConnection.Heard::ended).isPresent();
    return switch (event.type()) {
      case CALL_ENDED -> Mono.fromRunnable(() -> others.ended(key));
      case LEG_CONNECTED ->
          ended
              ? Mono.empty()
              : put(connected(event), trace).doOnSuccess(_ -> others.connected(key));
      default -> Mono.fromRunnable(() -> others.heard(event));
    };
  }

  private Mono<Void> applyTo(Connected live, CallEvent event, Context trace) {
    CallKey key = live.key();
    if (event.type() == CallEventType.CALL_ENDED) {
      return log.remove(key, trace)
          .doOnSuccess(_ -> {
            others.ended(key);
            calls.drop(key);
          });
    }
    return live.direction() == null && event.direction() != null
        ? put(live.call().with(event.direction()), trace)
        : Mono.empty();
  }

  private LiveCall connected(CallEvent event) {
    Optional<BeforeConnection.Heard> heard = others.find(event.key());
    return new LiveCall(
            event.integration(),
            event.platform(),
            event.callId(),
            event.direction() == null
                ? heard.map(BeforeConnection.Heard::direction).orElse(null)
                : event.direction(),
            event.occurredAt(),
            List.of(),
            heard.map(BeforeConnection.Heard::askedNoMore).orElse(null))
        .untold(heard.filter(BeforeConnection.Heard::told).isEmpty());
  }

  /**
   * Changes what is known of a connected call, in memory and on the topic; nothing if it is not
   * connected or not ours, or if nothing changes. Fails if it could not be stored.
   */
  public Mono<Void> change(CallKey key, UnaryOperator<LiveCall> change, Context trace) {
    return inTurn(
        key,
        Mono.defer(() -> {
          Optional<LiveCall> live = find(key);
          if (live.isEmpty()) {
            return Mono.empty();
          }
          LiveCall changed = change.apply(live.get());
          return changed.equals(live.get()) ? Mono.empty() : put(changed, trace);
        }));
  }

  /** Its CRM has been told of it, and may be asked about it, once it is connected. */
  public Mono<Void> mayBeAsked(CallKey key, Context trace) {
    return change(key, call -> call.untold(false), trace)
        .then(
            Mono.fromRunnable(() -> {
              Optional<LiveCall> live = find(key);
              live.ifPresent(call -> watchers.forEach(watcher -> watcher.mayBeAsked(call)));
              if (live.isEmpty() && calls.isOurs(key)) {
                others.told(key);
              }
            }));
  }

  /** Its CRM is to be asked about it no more, be it connected by now or later. */
  public Mono<Void> askNoMore(CallKey key, String reason, Context trace) {
    return change(key, call -> call.askedNoMore() == null ? call.askedNoMore(reason) : call, trace)
        .then(
            Mono.fromRunnable(() -> {
              watchers.forEach(watcher -> watcher.askedNoMore(key));
              if (calls.find(key).isEmpty() && calls.isOurs(key)) {
                others.askNoMore(key, reason);
              }
            }));
  }

  private Mono<Void> put(LiveCall call, Context trace) {
    return log.put(call, trace).doOnSuccess(_ -> calls.keep(compact(call)));
  }

  /** What all calls of an integration say alike is kept once. */
  private Connected compact(LiveCall call) {
    IntegrationId integration = integrations.computeIfAbsent(call.integration(), same -> same);
    Platform platform = platforms.computeIfAbsent(call.platform(), same -> same);
    return Connected.of(call, new CallKey(integration, call.callId()), platform);
  }
}
