package dev.ringbus.simulator;

import dev.ringbus.model.IntegrationId;
import dev.ringbus.simulator.calls.Switchboard;
import dev.ringbus.simulator.kontur.PhoneSystem;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Takes orders for calls while a simulation of whole calls runs, and keeps it running until it is
 * closed. Any thread may use it.
 */
public final class Desk implements PhoneSystem {

  private final CompletableFuture<Void> opened = new CompletableFuture<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private volatile Map<IntegrationId, Switchboard> switchboards = Map.of();

  /** The simulation runs, with these PBXs. */
  void open(Map<IntegrationId, Switchboard> boards) {
    switchboards = Map.copyOf(boards);
    opened.complete(null);
  }

  /** Done as soon as orders are taken. */
  public CompletableFuture<Void> opened() {
    return opened;
  }

  /** Done when no more orders come. */
  CompletableFuture<Void> closed() {
    return closed;
  }

  /** The simulation is over. */
  void end() {
    switchboards = Map.of();
  }

  @Override
  public Placing place(IntegrationId integration, String from, String to) {
    Switchboard board = switchboards.get(integration);
    if (board == null) {
      return Placing.UNKNOWN_INTEGRATION;
    }
    return switch (board.place(from, to)) {
      case DIALS -> Placing.PLACED;
      case CANNOT -> Placing.NOT_SUPPORTED;
    };
  }

  /** The integrations that there are PBXs of. */
  public List<IntegrationId> integrations() {
    return List.copyOf(switchboards.keySet());
  }

  /** Takes no more orders: the simulation ends with the last call that is under way. */
  public void close() {
    closed.complete(null);
  }
}
