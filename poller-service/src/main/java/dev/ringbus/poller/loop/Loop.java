package dev.ringbus.poller.loop;

import dev.ringbus.crm.InvalidCrm;
import dev.ringbus.dialect.mts.MtsCallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.ConfigResource;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Crm;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.LiveCall;
import dev.ringbus.poller.live.LiveCallWatcher;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/**
 * Asks the CRMs of live calls, each call in its own rhythm. Which calls are this instance's is told
 * from outside, as they come and go; whom to ask about them is configured, and may change during a
 * call.
 */
public final class Loop implements LiveCallWatcher {

  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

  private final CallPollers pollers;
  private final Clock clock;
  private final Workspace.Equipment equipment;

  private final Map<CallKey, PolledCall> calls = new HashMap<>();
  private Map<String, Workspace> workspaces = Map.of();
  private Configuration configuration = Configuration.EMPTY;
  private Map<Duration, Wheel> wheels = Map.of();

  /** What the thread that turns them sees. */
  private volatile List<Wheel> turning = List.of();

  /**
   * @param work where requests are made: never a thread that anything else waits for
   * @param timer of repetitions
   */
  public Loop(
      CallPollers pollers,
      Mailbox mailbox,
      Executor work,
      Scheduler timer,
      Clock clock,
      MeterRegistry registry) {
    this.pollers = pollers;
    this.clock = clock;
    this.equipment =
        new Workspace.Equipment(
            new Answers(mailbox, clock, timer),
            new LoopMeters(registry),
            work,
            timer,
            clock,
            this::ended);
    Gauge.builder("ringbus.loop.calls", this, loop -> loop.sum(Room::calls))
        .description("Live calls that CRMs are asked about")
        .register(registry);
    Gauge.builder("ringbus.loop.under.way", this, loop -> loop.sum(Room::taken))
        .description("Requests to CRMs about live calls that are not answered yet")
        .register(registry);
  }

  /** Tells the calls that are due; to be called about once in ten milliseconds, by one thread. */
  public void turn() {
    long now = clock.millis();
    turning.forEach(wheel -> wheel.turn(now));
  }

  @Override
  public synchronized void appeared(LiveCall call) {
    CallKey key = call.key();
    if (call.askedNoMore() == null && !call.untold() && !calls.containsKey(key)) {
      MtsCallId id = MtsCallId.of(key, call.platform());
      add(new PolledCall(key, id, workspace(key.integration()), clock.millis()));
    }
  }

  @Override
  public void mayBeAsked(LiveCall call) {
    appeared(call);
  }

  @Override
  public synchronized void disappeared(CallKey key) {
    remove(calls.get(key));
  }

  @Override
  public void askedNoMore(CallKey key) {
    disappeared(key);
  }

  private synchronized void ended(PolledCall call) {
    if (calls.get(call.key()) == call) {
      remove(call);
    }
  }

  private void add(PolledCall call) {
    calls.put(call.key(), call);
    Workspace workspace = call.workspace();
    if (workspace != null) {
      workspace.room().joined();
      wheel(workspace).add(call);
    }
  }

  private void remove(@Nullable PolledCall call) {
    if (call == null) {
      return;
    }
    calls.remove(call.key());
    call.end();
    Workspace workspace = call.workspace();
    if (workspace != null) {
      workspace.room().left();
    }
  }

  private Wheel wheel(Workspace workspace) {
    Wheel wheel = wheels.get(workspace.poller().every());
    if (wheel == null) {
      throw new IllegalStateException("no wheel for CRM " + workspace.crm().id());
    }
    return wheel;
  }

  private @Nullable Workspace workspace(IntegrationId integration) {
    return configuration
        .integration(integration)
        .flatMap(found -> Optional.ofNullable(found.crm()))
        .map(workspaces::get)
        .orElse(null);
  }

  /**
   * Asks whom this names from now on. A CRM whose settings have changed in any way is tested anew,
   * and is not asked until it has passed.
   */
  public synchronized void configure(Configuration next) {
    configuration = next;
    Map<String, Workspace> before = workspaces;
    workspaces = new TreeMap<>();
    for (ConfigResource resource : next.resources().values()) {
      if (resource instanceof Crm crm) {
        kept(before.get(crm.id()), crm)
            .or(() -> opened(crm))
            .ifPresent(workspace -> workspaces.put(crm.id(), workspace));
      }
    }
    wheels = wheels();
    turning = List.copyOf(wheels.values());
    List.copyOf(calls.values()).forEach(this::move);
    before.values().stream()
        .filter(workspace -> workspaces.get(workspace.crm().id()) != workspace)
        .forEach(Workspace::close);
  }

  private static Optional<Workspace> kept(@Nullable Workspace known, Crm crm) {
    return Optional.ofNullable(known).filter(workspace -> workspace.crm().equals(crm));
  }

  private Optional<Workspace> opened(Crm crm) {
    try {
      Optional<Workspace> opened =
          pollers.open(crm).map(poller -> new Workspace(crm, poller, equipment));
      opened.ifPresent(Workspace::start);
      return opened;
    } catch (InvalidCrm e) {
      LOG.error("CRM {} is not asked about live calls: {}", crm.id(), e.getMessage());
      return Optional.empty();
    }
  }

  private Map<Duration, Wheel> wheels() {
    Map<Duration, Wheel> next = new HashMap<>();
    for (Workspace workspace : workspaces.values()) {
      next.computeIfAbsent(
          workspace.poller().every(),
          every -> Optional.ofNullable(wheels.get(every)).orElseGet(() -> new Wheel(every)));
    }
    return next;
  }

  /** It stays with its CRM, whatever its integration has now: another was told nothing of it. */
  private void move(PolledCall call) {
    Workspace before = call.workspace();
    Workspace next =
        before == null ? workspace(call.key().integration()) : workspaces.get(before.crm().id());
    if (next != call.workspace()) {
      remove(call);
      add(call.at(next));
    }
  }

  /** What is known of each CRM that is to be asked, for people, by its id. */
  public synchronized Map<String, String> crms() {
    Map<String, String> shown = new TreeMap<>();
    workspaces.forEach((id, workspace) ->
        shown.put(
            id,
            switch (workspace.state()) {
              case Activation.State.Active() -> "active";
              case Activation.State.Inactive(String reason) -> "not active: " + reason;
            }));
    return shown;
  }

  private synchronized double sum(ToIntFunction<Room> count) {
    return workspaces.values().stream().map(Workspace::room).mapToInt(count).sum();
  }

  /** Nothing is asked any more. */
  public void close() {
    configure(Configuration.EMPTY);
  }
}
