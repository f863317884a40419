package dev.ringbus.simulator.kontur;

import dev.ringbus.model.Direction;
import dev.ringbus.model.LegProgress;
import dev.ringbus.simulator.kontur.Communications.Name;
import dev.ringbus.simulator.kontur.files.StoredFile;
import dev.ringbus.simulator.kontur.files.TemporaryFiles;
import dev.ringbus.simulator.kontur.web.WebAnswer.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What an integration tells of calls: {@code communications/callbacks/telephony/*}. */
final class Callbacks {

  private final Communications communications;
  private final TemporaryFiles files;
  private final Violations violations;
  private final Set<String> users;
  private final String integration;
  private final Clock clock;
  private final Consumer<Receipt> receipts;

  /**
   * @param receipts told of each notice and registration that the CRM took, once it has
   */
  Callbacks(
      Communications communications,
      TemporaryFiles files,
      Violations violations,
      KonturSettings settings,
      Consumer<Receipt> receipts) {
    this.communications = communications;
    this.files = files;
    this.violations = violations;
    this.users = settings.users();
    this.integration = settings.integration();
    this.clock = settings.clock();
    this.receipts = receipts;
  }

  Response started(byte[] body) throws Malformed {
    Fields fields = Fields.of(body, "callStartedInfo");
    OffsetDateTime timestamp = fields.time("timestamp");
    Direction direction = fields.choice("direction", Direction.values());
    String externalId = fields.text("externalId");
    String vatsPhone = vatsPhone(fields, direction);
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
        .orElseGet(() -> notFound(name, Operation.CALL_STARTED));
  }

  Response event(byte[] body) throws Malformed {
    Fields fields = Fields.of(body, "callEventInfo");
    Name name = name(fields);
    String leg = fields.text("externalCallItemId");
    fields.text("realtimeCallItemId");
    OffsetDateTime timestamp = fields.time("timestamp");
    LegProgress progress = fields.choice("type", LegProgress.values());
    var news =
        new Notice.LegNews(
            leg, progress, party(fields.object("from"), name), party(fields.object("to"), name));
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
        name(fields), new Notice(Operation.CALL_FINISHED, null, timestamp, clock.instant()));
  }

  Response failed(byte[] body) throws Malformed {
    Fields fields = Fields.of(body, "callFailedInfo");
    Name name =
        new Name(Optional.of(fields.text("communicationId")), fields.optionalText("externalId"));
    return take(name, new Notice(Operation.CALL_FAILED, null, null, clock.instant()));
  }

  Response register(byte[] body) throws Malformed {
    Fields fields = Fields.of(body, "registerCallInfo");
    Direction direction = fields.choice("direction", Direction.values());
    Name name =
        new Name(fields.optionalText("communicationId"), Optional.of(fields.text("externalId")));
    String vatsPhone = vatsPhone(fields, direction);
    @Nullable String clientPhone = fields.optionalText("clientPhone").orElse(null);
    @Nullable OffsetDateTime createdAt = fields.optionalTime("externalCreatedAt").orElse(null);
    List<Registration.Item> items = new ArrayList<>();
    for (Fields item : fields.objects("items")) {
      Optional<Registration.Item> read = item(item, name);
      if (read.isEmpty()) {
        return Replies.json(409, "Error");
      }
      items.add(read.get());
    }
    Instant now = clock.instant();
    return communications
        .register(name, new Registration(direction, clientPhone, vatsPhone, createdAt, items, now))
        .map(call -> {
          receipts.accept(new Receipt(name.shown(), Operation.REGISTER_CALL, null, createdAt, now));
          return Replies.ok();
        })
        .orElseGet(() -> {
          notFound(name, Operation.REGISTER_CALL);
          return Replies.json(409, "Error");
        });
  }

  Response recording(byte[] body) throws Malformed {
    Fields fields = Fields.of(body, "callRecordingInfo");
    Name name = name(fields);
    String fileId = fields.text("recordingFileId");
    @Nullable String leg = fields.optionalText("externalCallItemId").orElse(null);
    fields.optionalText("realtimeCallItemId");
    Optional<StoredFile> file = alive(fileId, name);
    if (file.isEmpty()) {
      return Replies.conflict("notFound", "File not found. Id: " + fileId);
    }
    Instant now = clock.instant();
    return communications
        .change(name, call -> call.attach(new KnownCall.Attached(leg, file.get(), now)))
        .map(_ -> {
          receipts.accept(new Receipt(name.shown(), Operation.CALL_RECORDING, null, null, now));
          return Replies.ok();
        })
        .orElseGet(() -> notFound(name, Operation.CALL_RECORDING));
  }

  private Response take(Name name, Notice notice) {
    return communications
        .change(name, call -> call.take(notice))
        .map(call -> {
          receipts.accept(Receipt.of(call, notice));
          return Replies.ok();
        })
        .orElseGet(() -> notFound(name, notice.operation()));
  }

  private Response notFound(Name name, Operation operation) {
    violations.add(
        Rule.STARTED_FIRST,
        name.shown(),
        "expected a call that the CRM knows, got %s of %s"
            .formatted(operation.word(), name.shown()));
    return Replies.communicationNotFound(name.communicationId().or(name::externalId).orElse(""));
  }

  private static Name name(Fields fields) throws Malformed {
    Name name = new Name(fields.optionalText("communicationId"), fields.optionalText("externalId"));
    if (name.communicationId().isEmpty() && name.externalId().isEmpty()) {
      throw Malformed.missing("communicationId");
    }
    return name;
  }

  /** Internal calls have no number of ours. */
  private static @Nullable String vatsPhone(Fields fields, Direction direction) throws Malformed {
    return direction == Direction.INTERNAL
        ? fields.optionalText("externalVatsPhone").orElse(null)
        : fields.text("externalVatsPhone");
  }

  private KnownParty party(Fields fields, Name name) throws Malformed {
    KnownParty.Kind kind = fields.choice("type", KnownParty.Kind.values());
    @Nullable String user = fields.optionalText("userId").orElse(null);
    if (user != null && kind == KnownParty.Kind.CLIENT) {
      throw Malformed.value("userId", "A client has no userId.", "party");
    }
    if (user != null && !users.isEmpty() && !users.contains(user)) {
      violations.add(
          Rule.KNOWN_USER, name.shown(), "expected a user of the workspace, got " + user);
    }
    return new KnownParty(kind, user);
  }

  /** Empty if one of its recordings is none that is there. */
  private Optional<Registration.Item> item(Fields item, Name name) throws Malformed {
    String id = item.text("id");
    KnownParty from = party(item.object("from"), name);
    KnownParty to = party(item.object("to"), name);
    List<StoredFile> recordings = new ArrayList<>();
    for (Fields recording : item.optionalObjects("recordings")) {
      Optional<StoredFile> file = alive(recording.text("fileId"), name);
      if (file.isEmpty()) {
        return Optional.empty();
      }
      compare(recording, file.get(), name);
      recordings.add(file.get());
    }
    return Optional.of(
        new Registration.Item(
            id,
            from,
            to,
            item.optionalTime("startedAt").orElse(null),
            item.optionalTime("finishedAt").orElse(null),
            recordings));
  }

  private void compare(Fields said, StoredFile file, Name name) throws Malformed {
    boolean same =
        said.text("fileName").equals(file.fileName())
            && said.text("contentType").equals(file.contentType())
            && said.length("contentLength") == file.length();
    if (!same) {
      violations.add(
          Rule.FILE_AS_UPLOADED,
          name.shown(),
          "expected %s, %s, %d bytes of file %s, got something else"
              .formatted(file.fileName(), file.contentType(), file.length(), file.fileId()));
    }
  }

  private Optional<StoredFile> alive(String fileId, Name name) {
    return switch (files.find(fileId)) {
      case TemporaryFiles.Lookup.Present(StoredFile file) -> Optional.of(file);
      case TemporaryFiles.Lookup.Lost _ -> Optional.empty();
      case TemporaryFiles.Lookup.Lapsed _ -> {
        violations.add(
            Rule.FILE_ALIVE, name.shown(), "expected a file of the last day, got " + fileId);
        yield Optional.empty();
      }
      case TemporaryFiles.Lookup.Unknown _ -> {
        violations.add(Rule.FILE_ALIVE, name.shown(), "expected an uploaded file, got " + fileId);
        yield Optional.empty();
      }
    };
  }
}
