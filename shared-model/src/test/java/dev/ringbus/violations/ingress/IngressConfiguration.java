package dev.ringbus.violations.ingress;

import java.time.Clock;
import org.apache.kafka.clients.producer.Producer;

/** Allowed: it puts things together. */
final class IngressConfiguration {

  record Wired(Clock clock, Producer<byte[], byte[]> producer) {}

  Wired wired(Producer<byte[], byte[]> producer) {
    return new Wired(Clock.systemUTC(), producer);
  }
}
