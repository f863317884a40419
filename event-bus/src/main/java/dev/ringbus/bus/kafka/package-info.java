/**
 * The ports on Kafka. Import {@code BusConfiguration}, and beside it {@code
 * DecisionClientConfiguration} to ask or {@code DecisionServerConfiguration} to answer.
 */
@NullMarked
package dev.ringbus.bus.kafka;

import org.jspecify.annotations.NullMarked;
