package dev.ringbus.poller.mailbox;

import dev.ringbus.bus.CallRecord;
import dev.ringbus.bus.PartitionListener;
import dev.ringbus.bus.Taken;
import dev.ringbus.bus.Traced;
import dev.ringbus.bus.testkit.InMemoryBroker;
import dev.ringbus.bus.testkit.InMemoryConfigurationView;
import dev.ringbus.bus.testkit.InMemoryDecisionLog;
import dev.ringbus.bus.testkit.InMemoryDecisions;
import dev.ringbus.bus.testkit.InMemoryInstructionLog;
import dev.ringbus.bus.testkit.InMemoryInstructionOutcomeLog;
import dev.ringbus.bus.testkit.InMemoryInstructionView;
import dev.ringbus.bus.testkit.InMemoryLiveCallLog;
import dev.ringbus.dialects.Dialects;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Direction;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.KeyDigest;
import dev.ringbus.model.Plan;
import dev.ringbus.model.Platform;
import dev.ringbus.model.PollReport;
import dev.ringbus.model.WaitingInstruction;
import dev.ringbus.poller.live.LiveCalls;
import dev.ringbus.poller.live.SteeredCalls;
import dev.ringbus.testkit.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A poller without a broker, and what is around it: ingress and the PBX are the test. */
final class PollerBench {

  static final CallKey CALL = CallKey.parse("mts:9007199254740993");
  static final int PARTITIONS = 4;
  static final Set<Integer> ALL = Set.of(0, 1, 2, 3);

  final MovableClock clock = MovableClock.standing();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final InMemoryBroker broker = new InMemoryBroker();
  final InMemoryInstructionView view = new InMemoryInstructionView();
  final InMemoryInstructionLog log = new InMemoryInstructionLog(broker, view);
  final InMemoryInstructionOutcomeLog outcomes = new InMemoryInstructionOutcomeLog(broker);
  final InMemoryLiveCallLog liveLog = new InMemoryLiveCallLog(broker, PARTITIONS);
  final InMemoryConfigurationView configuration = new InMemoryConfigurationView();
  final InMemoryDecisions decisions = new InMemoryDecisions(broker, clock);
  final InMemoryDecisionLog decisionLog = new InMemoryDecisionLog(broker);
  private final List<Batch> batches = new CopyOnWriteArrayList<>();
  private Instance instance = new Instance();

  /** A record, which is a batch of its own. */
  private record Batch(CallRecord record, AtomicBoolean settled) {}

  /** One process. */
  final class Instance {

    final PollingPbxs pbxs = new PollingPbxs(configuration, Dialects.all());
    final LiveCalls calls = new LiveCalls(liveLog, new SteeredCalls(configuration, pbxs::polls));
    final MailboxMetrics metrics = new MailboxMetrics(meters);
    final Mailboxes mailboxes = new Mailboxes(calls, liveLog, log, outcomes, pbxs, metrics, clock);
    final MidCallRules rules =
        new MidCallRules(
            configuration, calls, pbxs, mailboxes, decisions.client(), decisionLog, metrics, clock);
    final MailboxFeed feed = new MailboxFeed(calls, mailboxes, rules);

    void assigned(Set<Integer> partitions) {
      List.<PartitionListener>of(calls, mailboxes, rules).forEach(one -> one.assigned(partitions));
    }

    void lost(Set<Integer> partitions) {
      List.<PartitionListener>of(rules, mailboxes, calls).forEach(one -> one.lost(partitions));
    }
  }

  PollerBench() {
    configure();
    instance.assigned(ALL);
  }

  void configure(Plan... plans) {
    List<dev.ringbus.model.ConfigResource> all = new ArrayList<>(List.of(plans));
    for (String platform : List.of("mts", "comagic", "callinteractive", "sipsim")) {
      all.add(integration(platform, plans.length == 0 ? null : plans[0].id(), Map.of()));
    }
    configuration.set(Configuration.of(all));
  }

  /** The integration mts with this option of its dialect. */
  void option(String name, Object value) {
    configuration.set(Configuration.of(List.of(integration("mts", null, Map.of(name, value)))));
  }

  /** Named after its platform. */
  private static Integration integration(
      String platform, @Nullable String plan, Map<String, @Nullable Object> options) {
    return new Integration(
        new IntegrationId(platform),
        new Platform(platform),
        KeyDigest.of("key-of-acme-0001", new byte[] {1}),
        null,
        plan,
        null,
        ZoneId.of("Europe/Moscow"),
        List.of(),
        Duration.ofHours(4),
        List.of(),
        options,
        Map.of(),
        "v1");
  }

  Instance instance() {
    return instance;
  }

  /** As another process, which has what the topics have. */
  void restart() {
    List<CallRecord> again = unsettled();
    instance.lost(ALL);
    next(again);
  }

  /** As {@link #restart}, but the process before had no time for anything. */
  void kill() {
    next(unsettled());
  }

  private void next(List<CallRecord> again) {
    instance = new Instance();
    instance.assigned(ALL);
    batches.clear();
    again.forEach(this::take);
  }

  /** What comes again: of each topic, all from the first that is not settled. */
  private List<CallRecord> unsettled() {
    Set<Class<?>> topics = new HashSet<>();
    return batches.stream()
        .filter(batch ->
            (!batch.settled().get() && topics.add(batch.record().getClass()))
                || topics.contains(batch.record().getClass()))
        .map(Batch::record)
        .toList();
  }

  void take(CallRecord... records) {
    for (CallRecord record : records) {
      StepVerifier.create(tryToTake(record)).verifyComplete();
    }
  }

  Mono<Void> tryToTake(CallRecord record) {
    return instance
        .feed
        .take(List.of(new Traced<>(record, Context.root(), 0)))
        .doOnNext(taken -> remember(record, taken))
        .then();
  }

  private void remember(CallRecord record, Taken taken) {
    Batch batch = new Batch(record, new AtomicBoolean());
    batches.add(batch);
    taken.settled().subscribe(_ -> {}, _ -> {}, () -> batch.settled().set(true));
  }

  void sweep() {
    StepVerifier.create(instance.mailboxes.sweep()).verifyComplete();
  }

  void pass(Duration time) {
    clock.move(time);
    sweep();
  }

  OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  CallRecord hangUp(String id, CallKey call) {
    return new CallRecord.Command(
        new CallCommand.HangUp(id, "acme-kontur", now(), call, call + "/101", "user-1"));
  }

  CallRecord instruct(String id, Instruction instruction) {
    return instruct(id, instruction, null);
  }

  CallRecord instruct(String id, Instruction instruction, @Nullable Integer offerAgainAfter) {
    return new CallRecord.Command(command(id, instruction, offerAgainAfter));
  }

  CallCommand.Instruct command(String id, Instruction instruction, @Nullable Integer again) {
    return new CallCommand.Instruct(
        id, now(), CALL, instruction, "api", now().plusSeconds(60), again);
  }

  CallRecord withdraw(String id) {
    return new CallRecord.Command(new CallCommand.Withdraw("withdraw-" + id, now(), CALL, id));
  }

  CallRecord started(Direction direction) {
    return event(CallEventType.CALL_STARTED, direction, 1, "");
  }

  CallRecord connected() {
    return connected(Direction.INBOUND);
  }

  CallRecord connected(Direction direction) {
    return event(CallEventType.LEG_CONNECTED, direction, 9, "1280");
  }

  /** The platform begins to forward the call to a number. */
  CallRecord forwarding() {
    return event(CallEventType.LEG_RINGING, Direction.INBOUND, 8, "");
  }

  CallRecord ended() {
    return event(CallEventType.CALL_ENDED, Direction.INBOUND, 15, "0");
  }

  CallRecord event(CallEventType type, Direction direction, long eventType, String result) {
    Map<String, @Nullable Object> raw = new HashMap<>();
    raw.put("EventType", eventType);
    raw.put("Result", result);
    raw.put("ServiceType", direction == Direction.OUTBOUND ? 2L : 1L);
    return new CallRecord.Event(
        CallEvent.builder()
            .id("event-" + type + "-" + now())
            .type(type)
            .integration(CALL.integration())
            .platform(new Platform("mts"))
            .callId(CALL.callId())
            .direction(direction)
            .occurredAt(now())
            .receivedAt(now())
            .raw(raw)
            .build());
  }

  /** Ingress has written it into an answer just now. */
  CallRecord offered(String instruction) {
    return offer(instruction, "/offered");
  }

  CallRecord offeredAgain(String instruction) {
    return offer(instruction, "/offered-2");
  }

  private CallRecord offer(String instruction, String step) {
    return new CallRecord.Outcome(
        new InstructionOutcome(
            instruction + step,
            instruction,
            CALL.integration(),
            CALL.callId(),
            InstructionOutcome.Outcome.OFFERED,
            null,
            now()));
  }

  CallRecord polled() {
    return new CallRecord.Polled(new PollReport(now(), List.of(CALL)));
  }

  /** As {@code id outcome reason}. */
  List<String> outcomes() {
    return outcomes.outcomes().stream().map(PollerBench::text).toList();
  }

  /** Those of one instruction, without it. */
  List<String> outcomes(String instruction) {
    return outcomes.outcomes().stream()
        .filter(outcome -> outcome.instruction().equals(instruction))
        .map(outcome -> text(outcome).substring(instruction.length() + 1))
        .toList();
  }

  private static String text(InstructionOutcome outcome) {
    String reason = outcome.reason() == null ? "" : " " + outcome.reason();
    return outcome.instruction() + " " + outcome.outcome().wireName() + reason;
  }

  /** The ids of what waits, in order. */
  List<String> waiting() {
    return view.find(CALL).map(PollerBench::ids).orElse(List.of());
  }

  private static List<String> ids(WaitingInstruction head) {
    List<String> ids = new ArrayList<>(List.of(head.id()));
    head.behind().forEach(one -> ids.add(one.id()));
    return ids;
  }

  double count(String meter) {
    return meters.get(meter).counter().count();
  }
}
