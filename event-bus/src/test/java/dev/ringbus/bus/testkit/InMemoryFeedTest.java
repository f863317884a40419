package dev.ringbus.bus.testkit;

import dev.ringbus.bus.Feed;
import dev.ringbus.model.CallEvent;
import io.opentelemetry.context.Context;
import java.util.List;
import reactor.test.StepVerifier;

class InMemoryFeedTest extends FeedContract {

  private final InMemoryEventLog log = new InMemoryEventLog(new InMemoryBroker());

  @Override
  protected Feed<CallEvent> feed() {
    return log.feed();
  }

  @Override
  protected void stop(Feed<CallEvent> feed) {
    log.feed().stop();
  }

  @Override
  protected void write(List<CallEvent> events, Context trace) {
    StepVerifier.create(log.append(events, trace)).verifyComplete();
  }
}
