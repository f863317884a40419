package dev.ringbus.crmsync.delivery;

import dev.ringbus.bus.testkit.InMemoryBroker;
import dev.ringbus.bus.testkit.InMemoryCommandLog;
import dev.ringbus.bus.testkit.Samples;
import dev.ringbus.crm.CrmConnection;
import dev.ringbus.crm.CrmConnection.Settles;
import dev.ringbus.crmsync.delivery.Dispatcher.Equipment;
import dev.ringbus.crmsync.recording.RecordingDelivery;
import dev.ringbus.crmsync.recording.RecordingResult;
import dev.ringbus.model.Call;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.CrmDelivery;
import dev.ringbus.store.AssembledCall;
import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.DeliveryView;
import dev.ringbus.store.Inquiries.DeliveryFilter;
import dev.ringbus.store.Inquiries.PageRequest;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.testkit.InMemoryStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Dispatchers, a store in memory and scripted CRMs, on one thread and in a time of their own. */
final class Workbench {

  static final Instant START = DeliverySamples.NOW;

  final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  final Clock clock = new VirtualClock();
  final InMemoryStore store = new InMemoryStore(clock);
  final InMemoryBroker broker = new InMemoryBroker();
  final InMemoryCommandLog commands = new InMemoryCommandLog(broker);
  final UnreliableOutbox outbox = new UnreliableOutbox(store.outbox());
  final List<Ended> ended = new ArrayList<>();
  final List<Condition> conditions = new ArrayList<>();
  final DeliverySettings settings = DeliverySettings.defaults();
  Function<ClaimedDelivery, Mono<RecordingResult>> recordings =
      _ -> Mono.error(new AssertionError("no recordings here"));
  private final Map<String, Dispatcher> dispatchers = new HashMap<>();
  private final SplittableRandom random;

  Workbench() {
    this(1);
  }

  Workbench(long seed) {
    random = new SplittableRandom(seed);
  }

  private final class VirtualClock extends Clock {
    @Override
    public Instant instant() {
      return START.plusNanos(time.now(TimeUnit.NANOSECONDS));
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("there is one zone here");
    }
  }

  Instant now() {
    return clock.instant();
  }

  /** Lets so much time pass, and all happen that is due in it. */
  void pass(Duration duration) {
    time.advanceTimeBy(duration);
  }

  ScriptedCrm crm() {
    return new ScriptedCrm(time);
  }

  /** Begins to deliver to a workspace. */
  Dispatcher dispatch(String crm, ScriptedCrm gateway) {
    return dispatch(crm, new ScriptedConnection(gateway, 32, Settles.YES));
  }

  Dispatcher dispatch(String crm, CrmConnection opened) {
    Dispatcher dispatcher = new Dispatcher(crm, opened, equipment());
    dispatchers.put(crm, dispatcher);
    dispatcher.start();
    return dispatcher;
  }

  Equipment equipment() {
    RecordingDelivery bring = (claimed, _, _, _) -> recordings.apply(claimed);
    return new Equipment(
        outbox,
        new Courier(bring, new Announcements(commands, time, clock), time),
        settings,
        time,
        clock,
        random::nextDouble,
        new Observer() {
          @Override
          public void ended(String crm, List<Ended> batch) {
            ended.addAll(batch);
          }

          @Override
          public void claimed(String crm, List<ClaimedDelivery> claims, Instant at) {}

          @Override
          public void changed(String crm, Condition condition) {
            conditions.add(condition);
          }
        });
  }

  /** Stores a call with its deliveries, and rings for them. */
  void plan(Call call, List<PlannedDelivery> planned) {
    planUnheard(call, planned);
    planned.stream()
        .map(PlannedDelivery::crm)
        .distinct()
        .map(dispatchers::get)
        .filter(dispatcher -> dispatcher != null)
        .forEach(Dispatcher::wake);
  }

  /** Stores a call with its deliveries, as another instance does. */
  void planUnheard(Call call, List<PlannedDelivery> planned) {
    store
        .calls()
        .record(
            List.of(Samples.event(call.callId(), CallEventType.CALL_ENDED)),
            _ -> new AssembledCall(call, null, planned, null))
        .block();
  }

  List<DeliveryView> deliveries(DeliveryState state) {
    return store
        .inquiries()
        .deliveries(
            new DeliveryFilter(state, null, null, null, null, null), new PageRequest(100_000, null))
        .block()
        .items();
  }

  Optional<DeliveryView> delivery(CallKey call, String name) {
    return store.inquiries().call(call).block().orElseThrow().deliveries().stream()
        .filter(delivery -> delivery.name().equals(name))
        .findFirst();
  }

  DeliveryState state(CallKey call, String name) {
    return delivery(call, name).orElseThrow().state();
  }

  /** What was told of one call, as {@code outcome operation}. */
  List<String> told(CallKey call) {
    return ended.stream()
        .filter(Ended::isNews)
        .map(Ended::record)
        .filter(record -> record.key().equals(call))
        .map(record -> record.outcome().wireName() + " " + record.operation())
        .toList();
  }

  List<CrmDelivery> receipts() {
    return ended.stream().filter(Ended::isNews).map(Ended::record).toList();
  }
}
