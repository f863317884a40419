package dev.ringbus.routing.ask;

import dev.ringbus.crm.Activation;
import dev.ringbus.crm.CrmConnection;
import dev.ringbus.crm.InvalidCrm;
import dev.ringbus.model.ConfigResource;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Crm;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Schedulers;

/**
 * The CRM workspaces of the configuration, with a connection each. One that did not change keeps
 * its connection, its access key and its rest.
 */
final class Workspaces {

  private static final Logger log = LoggerFactory.getLogger(Workspaces.class);

  /** One workspace. */
  sealed interface Workspace {

    Crm crm();

    /** It can be asked. */
    record Open(Crm crm, CrmConnection connection, Activation activation, CircuitBreaker breaker)
        implements Workspace {}

    /**
     * It cannot be asked.
     *
     * @param why the rest of a sentence that begins with a rule's name
     */
    record Unusable(Crm crm, String why) implements Workspace {}
  }

  private final Function<Crm, Optional<CrmConnection>> connect;
  private final Supplier<CircuitBreaker> breakers;
  private volatile Map<String, Workspace> current = Map.of();

  /**
   * @param connect empty for a type of CRM that cannot be asked
   */
  Workspaces(Function<Crm, Optional<CrmConnection>> connect, Supplier<CircuitBreaker> breakers) {
    this.connect = connect;
    this.breakers = breakers;
  }

  Optional<Workspace> find(String crm) {
    return Optional.ofNullable(current.get(crm));
  }

  /** Questions that are under way go on to their end. */
  synchronized void take(Configuration configuration) {
    Map<String, Workspace> before = current;
    Map<String, Workspace> now = new HashMap<>();
    for (ConfigResource resource : configuration.resources().values()) {
      if (resource instanceof Crm crm) {
        Workspace known = before.get(crm.id());
        now.put(crm.id(), known != null && known.crm().equals(crm) ? known : open(crm));
      }
    }
    current = Map.copyOf(now);
    before.values().stream()
        .filter(it -> !it.equals(now.get(it.crm().id())))
        .forEach(Workspaces::close);
  }

  private Workspace open(Crm crm) {
    try {
      return connect
          .apply(crm)
          .<Workspace>map(connection ->
              new Workspace.Open(crm, connection, activation(connection), breakers.get()))
          .orElseGet(() ->
              new Workspace.Unusable(
                  crm, "not asked: %s is a CRM of the type %s".formatted(crm.id(), crm.type())));
    } catch (InvalidCrm e) {
      log.warn("questions to {} are not asked: {}", crm.id(), e.getMessage());
      return new Workspace.Unusable(crm, "not asked: " + e.getMessage());
    }
  }

  private static Activation activation(CrmConnection connection) {
    Activation activation = new Activation(Schedulers.parallel(), _ -> {}, () -> {});
    activation.begin(connection);
    return activation;
  }

  private static void close(Workspace workspace) {
    switch (workspace) {
      case Workspace.Open open -> {
        open.activation().stop();
        open.connection().close();
      }
      case Workspace.Unusable _ -> {}
    }
  }

  synchronized void close() {
    take(Configuration.EMPTY);
  }
}
