package dev.ringbus.simulator.kontur;

import dev.ringbus.model.Direction;
import dev.ringbus.model.LegProgress;
import dev.ringbus.simulator.kontur.Communications.Name;
import dev.ringbus.simulator.web.WebAnswer.Response;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Consumer;

/** What an integration tells of calls while they live. */
final class LiveNotices {

  private final Communications communications;
  private final CallFields read;
  private final String integration;
  private final Clock clock;
  private final Consumer<Receipt> receipts;

  /**
   * @param receipts told of each notice that the CRM took, once it has
   */
  LiveNotices(
      Communications communications,
      CallFields read,
      KonturSettings settings,
      Consumer<Receipt> receipts) {
    this.communications = communications;
    this.read = read;
    this.integration = settings.integration();
    this.clock = settings.clock();
    this.receipts = receipts;
  }

  Response started(byte[] body) throws Malformed {
    Fields fields = Fields.of(body, "callStartedInfo");
    OffsetDateTime timestamp = fields.time("timestamp");
    Direction direction = fields.choice("direction", Direction.values());
    String externalId = fields.text("externalId");
    String vatsPhone = CallFields.vatsPhone(fields, direction);
    String clientPhone = fields.optionalText("clientPhone").orElse(null);
    Name name = new Name(fields.optionalText("communicationId"), Optional.of(externalId));
    Notice notice = new Notice(Operation.CALL_STARTED, null, timestamp, clock.instant());
    return communications
        .begin(
            name,
            call -> {
              if (!call.isRegistered()) {
                call.describe(direction, clientPhone, vatsPhone);
              }
              call.take(notice);
            })
        .map(call -> {
          receipts.accept(Receipt.of(call, notice));
          return Replies.json(200, CommunicationJson.of(call, integration));
        })
        .orElseGet(() -> read.notFound(name, Operation.CALL_STARTED));
  }

  Response event(byte[] body) throws Malformed {
    Fields fields = Fields.of(body, "callEventInfo");
    Name name = CallFields.name(fields);
    String leg = fields.text("externalCallItemId");
    fields.text("realtimeCallItemId");
    OffsetDateTime timestamp = fields.time("timestamp");
    LegProgress progress = fields.choice("type", LegProgress.values());
    var news =
        new Notice.LegNews(
            leg,
            progress,
            read.party(fields.object("from"), name),
            read.party(fields.object("to"), name));
    return take(name, new Notice(Operation.CALL_EVENT, news, timestamp, clock.instant()));
  }

  Response finished(byte[] body) throws Malformed {
    Fields fields = Fields.of(body, "callFinishedInfo");
    OffsetDateTime timestamp = fields.time("timestamp");
    if (fields.has("direction")) {
      fields.choice("direction", Direction.values());
    }
    fields.optionalText("externalVatsPhone");
    fields.optionalText("clientPhone");
    return take(
        CallFields.name(fields),
        new Notice(Operation.CALL_FINISHED, null, timestamp, clock.instant()));
  }

  Response failed(byte[] body) throws Malformed {
    Fields fields = Fields.of(body, "callFailedInfo");
    Name name =
        new Name(Optional.of(fields.text("communicationId")), fields.optionalText("externalId"));
    return take(name, new Notice(Operation.CALL_FAILED, null, null, clock.instant()));
  }

  private Response take(Name name, Notice notice) {
    return communications
        .change(name, call -> call.take(notice))
        .map(call -> {
          receipts.accept(Receipt.of(call, notice));
          return Replies.ok();
        })
        .orElseGet(() -> read.notFound(name, notice.operation()));
  }
}
