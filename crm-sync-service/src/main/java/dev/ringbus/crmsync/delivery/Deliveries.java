package dev.ringbus.crmsync.delivery;

import dev.ringbus.bus.ConfigurationView;
import dev.ringbus.crm.CrmConnection;
import dev.ringbus.crmsync.delivery.Dispatcher.Equipment;
import dev.ringbus.crmsync.work.Doorbell;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Crm;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells every workspace of the configuration what the outbox holds for it. Workspaces come, change
 * and go with the configuration; one that cannot be set up keeps no other from being told.
 */
public final class Deliveries implements Doorbell {

  private static final Logger log = LoggerFactory.getLogger(Deliveries.class);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

  private final ConfigurationView view;
  private final Connections connections;
  private final Equipment equipment;
  private final Journal journal;
  private final Map<String, Dispatcher> dispatchers = new ConcurrentHashMap<>();

  /** As they were when they were last looked at, whether or not they could be set up. */
  private final Map<String, Crm> known = new HashMap<>();

  private final Disposable.Composite following = Disposables.composite();

  Deliveries(
      ConfigurationView view, Connections connections, Equipment equipment, Journal journal) {
    this.view = view;
    this.connections = connections;
    this.equipment = equipment;
    this.journal = journal;
  }

  /** Begins to follow the configuration, and to deliver. */
  void start() {
    following.add(
        view.changes()
            .subscribe(this::take, e -> log.error("The configuration is no longer followed", e)));
    following.add(
        Flux.interval(LOOK_EVERY, equipment.scheduler())
            .onBackpressureDrop()
            .subscribe(_ -> journal.look(), e -> log.error("Nobody looks what waits", e)));
  }

  /** Completes when nothing is under way any more. */
  Mono<Void> stop() {
    following.dispose();
    return Flux.fromIterable(List.copyOf(dispatchers.values())).flatMap(Dispatcher::stop).then();
  }

  @Override
  public void ring(String crm) {
    Dispatcher dispatcher = dispatchers.get(crm);
    if (dispatcher != null) {
      dispatcher.wake();
    }
  }

  /** Why workspaces are told nothing yet, by their ids; those that are ready are not among them. */
  Map<String, String> notActivated() {
    Map<String, String> reasons = new TreeMap<>();
    dispatchers.forEach((crm, dispatcher) ->
        dispatcher.notActivated().ifPresent(reason -> reasons.put(crm, reason)));
    return reasons;
  }

  private synchronized void take(Configuration configuration) {
    Set<String> gone = new HashSet<>(known.keySet());
    for (Object resource : configuration.resources().values()) {
      if (resource instanceof Crm crm) {
        gone.remove(crm.id());
        if (!Objects.equals(known.put(crm.id(), crm), crm)) {
          change(crm);
        }
      }
    }
    gone.forEach(this::remove);
  }

  private void change(Crm crm) {
    Optional<CrmConnection> opened;
    try {
      opened = connections.open(crm);
    } catch (RuntimeException e) {
      log.warn("Nothing is told to {}: {}", crm.id(), e.getMessage());
      stop(crm.id());
      journal.changed(
          crm.id(),
          Condition.unusable(equipment.clock().instant(), String.valueOf(e.getMessage())));
      return;
    }
    if (opened.isEmpty()) {
      stop(crm.id());
      return;
    }
    Dispatcher running = dispatchers.get(crm.id());
    if (running == null) {
      Dispatcher dispatcher = new Dispatcher(crm.id(), opened.get(), equipment);
      dispatchers.put(crm.id(), dispatcher);
      dispatcher.start();
    } else {
      running.use(opened.get());
    }
  }

  private void remove(String crm) {
    known.remove(crm);
    stop(crm);
    journal.gone(crm);
  }

  /** What is under way ends by itself. */
  private void stop(String crm) {
    @Nullable Dispatcher dispatcher = dispatchers.remove(crm);
    if (dispatcher != null) {
      dispatcher
          .stop()
          .subscribe(_ -> {}, e -> log.error("Deliveries to {} did not end well", crm, e));
    }
  }
}
