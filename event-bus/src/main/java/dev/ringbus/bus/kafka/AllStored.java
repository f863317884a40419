package dev.ringbus.bus.kafka;

import dev.ringbus.bus.BrokerUnavailable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/** Ends a result when the last of several records is done, with the first failure if any. */
final class AllStored implements Publisher.Completion {

  private final AtomicInteger left;
  private final MonoSink<Void> sink;
  private volatile @Nullable BrokerUnavailable failed;

  AllStored(int records, MonoSink<Void> sink) {
    this.left = new AtomicInteger(records);
    this.sink = sink;
  }

  @Override
  public void done(@Nullable BrokerUnavailable failure) {
    if (failure != null && failed == null) {
      failed = failure;
    }
    if (left.decrementAndGet() == 0) {
      BrokerUnavailable first = failed;
      if (first == null) {
        sink.success();
      } else {
        sink.error(first);
      }
    }
  }
}
