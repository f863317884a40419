package dev.ringbus.violations.wire;

import org.apache.kafka.common.Uuid;

/** Must not be: Kafka is for the event bus and the embedded broker. */
record KnowsKafka(Uuid id) {}
