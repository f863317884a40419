package dev.ringbus.bus.kafka;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallCommand.BeginRequests;
import dev.ringbus.model.CallCommand.EndRequests;
import dev.ringbus.model.CallCommand.FromCrm;
import dev.ringbus.model.CallCommand.HangUp;
import dev.ringbus.model.CallCommand.Instruct;
import dev.ringbus.model.CallCommand.Originate;
import dev.ringbus.model.CallCommand.Synchronize;
import dev.ringbus.model.CallCommand.Told;
import dev.ringbus.model.CallCommand.Untold;
import dev.ringbus.model.CallCommand.Withdraw;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.CrmDelivery;
import dev.ringbus.wire.Json;
import dev.ringbus.wire.Topics;
import io.opentelemetry.context.Context;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The records of calls, of commands to them, and of what CRMs were told of them. */
final class CallRecords {

  private CallRecords() {}

  /**
   * A call as known at that time. Its {@code ce_id} is made of all that it says: the same version
   * of a call has the same one, however often it is published.
   */
  static ProducerRecord<byte[], byte[]> of(Call call, OffsetDateTime time) {
    byte[] value = Json.write(call);
    CloudEvent about =
        new CloudEvent(
            UUID.nameUUIDFromBytes(value).toString(),
            "ringbus.call.changed.v1",
            Records.source(call.integration()),
            call.callId().value(),
            time,
            "call");
    return Records.record(
        Topics.CALLS, call.key().toString(), value, about.headers(Context.root()));
  }

  static ProducerRecord<byte[], byte[]> of(CallCommand command, Context trace) {
    CloudEvent about =
        switch (command) {
          case HangUp hangUp -> about(hangUp, "hangup", hangUp.call());
          case Originate originate ->
              about(originate, "originate", source(originate), originate.communicationId());
          case Synchronize all -> about(all, "synchronize", source(all), all.crm());
          case Told told -> about(told, "told", told.call());
          case Untold untold -> about(untold, "untold", untold.call());
          case BeginRequests begin -> about(begin, "begin-requests", begin.call());
          case EndRequests end -> about(end, "end-requests", end.call());
          case Instruct instruct -> about(instruct, "instruct", instruct.call());
          case Withdraw withdraw -> about(withdraw, "withdraw", withdraw.call());
        };
    return Records.record(
        Topics.COMMANDS, command.key(), Json.write(command), about.headers(trace));
  }

  private static CloudEvent about(CallCommand command, String name, CallKey call) {
    return about(command, name, Records.source(call.integration()), call.callId().value());
  }

  private static CloudEvent about(CallCommand command, String name, String source, String subject) {
    return new CloudEvent(
        command.id(),
        "ringbus.command." + name + ".v1",
        source,
        subject,
        command.requestedAt(),
        "call-command");
  }

  /** A command that is about no call yet comes from its CRM. */
  private static String source(FromCrm command) {
    return "/crms/" + command.crm();
  }

  static ProducerRecord<byte[], byte[]> of(CrmDelivery delivery) {
    CloudEvent about =
        new CloudEvent(
            delivery.id(),
            "ringbus.crm-delivery." + delivery.outcome().wireName() + ".v1",
            Records.source(delivery.integration()),
            delivery.callId().value(),
            delivery.at(),
            "crm-delivery");
    return Records.record(
        Topics.CRM_DELIVERIES,
        delivery.key().toString(),
        Json.write(delivery),
        about.headers(Context.root()));
  }
}
