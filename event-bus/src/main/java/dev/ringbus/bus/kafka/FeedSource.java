package dev.ringbus.bus.kafka;

import dev.ringbus.bus.CallRecord;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.PollReport;
import dev.ringbus.wire.Json;
import dev.ringbus.wire.Topics;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The topics of a feed.
 *
 * @param name in logs, meters, and of its thread
 * @param read fails with {@link dev.ringbus.wire.UnreadableRecord}
 */
record FeedSource<T>(
    String name, List<String> topics, Function<ConsumerRecord<byte[], byte[]>, T> read) {

  FeedSource {
    topics = List.copyOf(topics);
  }

  /** One topic. */
  static <T> FeedSource<T> of(String topic, Class<T> type) {
    return new FeedSource<>(topic, List.of(topic), message -> Json.read(message.value(), type));
  }

  /** All that says what is to be done with live calls. */
  static FeedSource<CallRecord> ofCallRecords() {
    return new FeedSource<>(
        "ringbus.call-records",
        List.of(Topics.CALL_EVENTS, Topics.COMMANDS, Topics.INSTRUCTION_OUTCOMES, Topics.POLLS),
        FeedSource::callRecord);
  }

  private static CallRecord callRecord(ConsumerRecord<byte[], byte[]> message) {
    return switch (message.topic()) {
      case Topics.CALL_EVENTS -> new CallRecord.Event(Json.read(message.value(), CallEvent.class));
      case Topics.COMMANDS -> new CallRecord.Command(Json.read(message.value(), CallCommand.class));
      case Topics.INSTRUCTION_OUTCOMES ->
          new CallRecord.Outcome(Json.read(message.value(), InstructionOutcome.class));
      case Topics.POLLS -> new CallRecord.Polled(Json.read(message.value(), PollReport.class));
      default -> throw new IllegalArgumentException("not subscribed to " + message.topic());
    };
  }
}
