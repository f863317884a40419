package dev.ringbus.poller.loop;

import dev.ringbus.model.CallCommand.Instruct;
import dev.ringbus.model.CallKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Mono;

/** What the loop has asked for. */
final class RecordedMailbox implements Mailbox {

  final List<Instruct> requests = new CopyOnWriteArrayList<>();
  final Map<CallKey, String> askedNoMore = new ConcurrentHashMap<>();

  /** So many times it fails before anything is stored. */
  int failures;

  @Override
  public Mono<Void> request(Instruct command) {
    return perform(() -> requests.add(command));
  }

  @Override
  public Mono<Void> askNoMore(CallKey call, String reason) {
    return perform(() -> askedNoMore.put(call, reason));
  }

  private Mono<Void> perform(Runnable storing) {
    return Mono.fromRunnable(() -> {
      if (failures > 0) {
        failures--;
        throw new IllegalStateException("the broker is away");
      }
      storing.run();
    });
  }
}
