package dev.ringbus.simulator.kontur;

import dev.ringbus.model.Direction;
import dev.ringbus.simulator.kontur.Communications.Name;
import dev.ringbus.simulator.kontur.files.StoredFile;
import dev.ringbus.simulator.kontur.files.TemporaryFiles;
import dev.ringbus.simulator.web.WebAnswer.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an integration tells of calls that are over: {@code register-call}, {@code call-recording}.
 */
final class Registrations {

  private final Communications communications;
  private final CallFields read;
  private final TemporaryFiles files;
  private final Violations violations;
  private final Clock clock;
  private final Consumer<Receipt> receipts;

  /**
   * @param receipts told of whatever the CRM took, once it has
   */
  Registrations(
      Communications communications,
      CallFields read,
      TemporaryFiles files,
      Violations violations,
      Clock clock,
      Consumer<Receipt> receipts) {
    this.communications = communications;
    this.read = read;
    this.files = files;
    this.violations = violations;
    this.clock = clock;
    this.receipts = receipts;
  }

  Response register(byte[] body) throws Malformed {
    Fields fields = Fields.of(body, "registerCallInfo");
    Direction direction = fields.choice("direction", Direction.values());
    Name name =
        new Name(fields.optionalText("communicationId"), Optional.of(fields.text("externalId")));
    @Nullable String vatsPhone = fields.optionalText("externalVatsPhone").orElse(null);
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
          read.notFound(name, Operation.REGISTER_CALL);
          return Replies.json(409, "Error");
        });
  }

  Response recording(byte[] body) throws Malformed {
    Fields fields = Fields.of(body, "callRecordingInfo");
    Name name = CallFields.name(fields);
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
        .orElseGet(() -> read.notFound(name, Operation.CALL_RECORDING));
  }

  /** Empty if one of its recordings is none that is there. */
  private Optional<Registration.Item> item(Fields item, Name name) throws Malformed {
    String id = item.text("id");
    KnownParty from = read.party(item.object("from"), name);
    KnownParty to = read.party(item.object("to"), name);
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
