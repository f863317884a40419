package dev.ringbus.violations.embedded;

import org.apache.kafka.clients.producer.Producer;

/** Must not be: clients are for the event bus. */
record KnowsKafkaClients(Producer<byte[], byte[]> producer) {}
