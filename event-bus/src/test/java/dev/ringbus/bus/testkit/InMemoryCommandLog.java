package dev.ringbus.bus.testkit;

import dev.ringbus.bus.CommandLog;
import dev.ringbus.model.CallCommand;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Mono;

/** A {@link CommandLog} that keeps its commands in a list, and feeds who follows them. */
public final class InMemoryCommandLog implements CommandLog {

  private final InMemoryBroker broker;
  private final List<CallCommand> commands = new CopyOnWriteArrayList<>();
  private final InMemoryFeed<CallCommand> feed = new InMemoryFeed<>();

  public InMemoryCommandLog(InMemoryBroker broker) {
    this.broker = broker;
  }

  @Override
  public Mono<Void> append(CallCommand command, Context trace) {
    return broker.perform(() -> {
      commands.add(command);
      feed.write(List.of(command), trace);
    });
  }

  /** All that was stored, in the order of its arrival. */
  public List<CallCommand> commands() {
    return List.copyOf(commands);
  }

  /** The same topic, to be followed. */
  public InMemoryFeed<CallCommand> feed() {
    return feed;
  }
}
