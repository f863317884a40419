package dev.ringbus.poller.mailbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.bus.DecisionClient;
import dev.ringbus.bus.DecisionLog;
import dev.ringbus.bus.PartitionListener;
import dev.ringbus.dialect.EventIds;
import dev.ringbus.model.CallCommand.Instruct;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.DecisionMoment;
import dev.ringbus.model.DecisionRecord;
import dev.ringbus.model.DecisionReply;
import dev.ringbus.model.DecisionRequest;
import dev.ringbus.model.Plan;
import dev.ringbus.poller.live.LiveCalls;
import dev.ringbus.poller.live.Turns;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Asks routing, on each event of a connected call, whether its plan has something to tell the PBX,
 * and puts that into the mailbox. No other record waits for it: a command must not wait behind a
 * CRM that is asked.
 */
public final class MidCallRules implements PartitionListener {

  private static final Logger LOG = LoggerFactory.getLogger(MidCallRules.class);

  /** Questions under way; beyond that routing is not there, and more of them do not bring it. */
  private static final int MOST = 2_000;

  private static final Duration EXPIRES_AFTER = Duration.ofSeconds(60);

  private final ConfigurationView configuration;
  private final LiveCalls calls;
  private final PollingPbxs pbxs;
  private final Mailboxes mailboxes;
  private final DecisionClient client;
  private final DecisionLog log;
  private final MailboxMetrics metrics;
  private final Clock clock;
  private final Turns turns = new Turns();
  private final AtomicInteger underWay = new AtomicInteger();
  private final Cache<String, Sinks.Empty<Void>> asked =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(Duration.ofMinutes(10)).build();

  public MidCallRules(
      ConfigurationView configuration,
      LiveCalls calls,
      PollingPbxs pbxs,
      Mailboxes mailboxes,
      DecisionClient client,
      DecisionLog log,
      MailboxMetrics metrics,
      Clock clock) {
    this.configuration = configuration;
    this.calls = calls;
    this.pbxs = pbxs;
    this.mailboxes = mailboxes;
    this.client = client;
    this.log = log;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public void assigned(Set<Integer> partitions) {}

  /** What is not settled comes to their next owner, which may be this instance again. */
  @Override
  public void lost(Set<Integer> partitions) {
    asked.invalidateAll();
  }

  /**
   * Asks about an event, if there is anything to ask; what is asked of one call is so in order. The
   * result completes when the answer is in the mailbox, or when it is known that there is none.
   */
  Optional<Mono<Void>> ask(CallEvent event, Context trace) {
    // The question that the PBX asked with that event is the same event once more.
    if (event.type() == CallEventType.DECISION_ASKED || !pbxs.polls(event.platform())) {
      return Optional.empty();
    }
    Optional<Plan> plan = plan(event).filter(found -> !found.midCall().isEmpty());
    if (plan.isEmpty() || calls.find(event.key()).isEmpty()) {
      return Optional.empty();
    }
    Sinks.Empty<Void> over = Sinks.empty();
    Sinks.Empty<Void> before = asked.asMap().putIfAbsent(event.id(), over);
    if (before == null) {
      begin(event, plan.get(), trace, over);
    }
    return Optional.of((before == null ? over : before).asMono());
  }

  private void begin(CallEvent event, Plan plan, Context trace, Sinks.Empty<Void> over) {
    if (underWay.incrementAndGet() > MOST) {
      underWay.decrementAndGet();
      metrics.unasked();
      over.tryEmitEmpty();
      return;
    }
    turns
        .take(event.key(), Mono.defer(() -> consider(event, plan, trace)))
        .doFinally(_ -> {
          underWay.decrementAndGet();
          over.tryEmitEmpty();
        })
        .subscribe(
            _ -> {},
            failure -> {
              metrics.unasked();
              LOG.atDebug()
                  .addKeyValue("call", event.key())
                  .setCause(failure)
                  .log("What the plan says to the event {} is not known", event.id());
            });
  }

  private Optional<Plan> plan(CallEvent event) {
    Configuration current = configuration.current();
    return current
        .integration(event.integration())
        .flatMap(integration -> Optional.ofNullable(integration.plan()))
        .flatMap(current::plan);
  }

  private Mono<Void> consider(CallEvent event, Plan plan, Context trace) {
    Instant now = clock.instant();
    DecisionRequest request =
        new DecisionRequest(
            EventIds.of("mid-call", event.id()),
            event,
            now.plus(plan.deadline()),
            DecisionMoment.MID_CALL);
    return client
        .ask(request, trace)
        .filter(reply -> !reply.decision().isNeutral())
        .flatMap(reply ->
            instruct(event, reply, trace).then(log.record(record(request, reply, now), trace)));
  }

  private Mono<Void> instruct(CallEvent event, DecisionReply reply, Context trace) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    return Flux.fromStream(
            IntStream.range(0, reply.decision().instructions().size())
                .mapToObj(position -> instruct(event, reply, position, now)))
        .concatMap(command -> mailboxes.request(command, trace))
        .then();
  }

  /** The same event yields the same instruction. */
  private static Instruct instruct(
      CallEvent event, DecisionReply reply, int position, OffsetDateTime now) {
    return new Instruct(
        EventIds.of("mid-call", event.id(), Integer.toString(position)),
        now,
        event.key(),
        reply.decision().instructions().get(position),
        "plan/" + reply.plan() + "/" + reply.rule(),
        now.plus(EXPIRES_AFTER),
        null);
  }

  private DecisionRecord record(DecisionRequest request, DecisionReply reply, Instant asked) {
    CallEvent event = request.event();
    Instant now = clock.instant();
    return new DecisionRecord(
        request.correlationId(),
        event.integration(),
        event.platform(),
        event.callId(),
        event.id(),
        now.atOffset(ZoneOffset.UTC),
        reply.decision(),
        reply.plan(),
        reply.planVersion(),
        reply.rule(),
        reply.source(),
        Duration.between(asked, now),
        false,
        false,
        reply.remarks());
  }
}
