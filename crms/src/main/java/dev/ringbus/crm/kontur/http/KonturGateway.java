package dev.ringbus.crm.kontur.http;

import dev.ringbus.crm.CrmAction;
import dev.ringbus.crm.CrmFailure.Effect;
import dev.ringbus.crm.CrmFailure.Permanent;
import dev.ringbus.crm.CrmFailure.Transient;
import dev.ringbus.crm.CrmFile;
import dev.ringbus.crm.CrmGateway;
import dev.ringbus.crm.CrmOperation;
import dev.ringbus.crm.CrmReceipt;
import dev.ringbus.crm.kontur.CallbackWriter;
import dev.ringbus.crm.kontur.Communication;
import dev.ringbus.crm.kontur.InvalidFields;
import dev.ringbus.crm.kontur.KonturAnswer;
import dev.ringbus.crm.kontur.KonturFile;
import dev.ringbus.crm.kontur.KonturIds;
import dev.ringbus.crm.kontur.KonturSettings;
import dev.ringbus.crm.kontur.TelephonyCallback;
import dev.ringbus.crm.kontur.TelephonyCallback.CallStarted;
import dev.ringbus.crm.kontur.Told;
import reactor.core.publisher.Mono;

/** Tells one workspace of Kontur.CRM about calls. */
final class KonturGateway implements CrmGateway {

  private final KonturSettings settings;
  private final KeyedCalls calls;
  private final Boundary boundary;
  private final Settlements settlements;

  KonturGateway(KonturSettings settings, KeyedCalls calls, Boundary boundary) {
    this.settings = settings;
    this.calls = calls;
    this.boundary = boundary;
    this.settlements = new Settlements(settings.settleBy(), this::communication);
  }

  @Override
  public Mono<CrmReceipt> push(CrmOperation operation) {
    return Mono.defer(() ->
        operation.action() instanceof CrmAction.Upload upload
            ? upload(upload)
            : tell(Told.of(operation, settings.users())));
  }

  @Override
  public Mono<Settlement> settle(CrmOperation operation) {
    return Mono.defer(() -> settlements.of(operation));
  }

  private Mono<CrmReceipt> tell(Told told) {
    if (told.callback() instanceof CallStarted started) {
      return communication(started).map(it -> new CrmReceipt(it.id(), null, told.remark()));
    }
    return post(told.callback()).map(_ -> new CrmReceipt(null, null, told.remark()));
  }

  private Mono<KonturAnswer> post(TelephonyCallback callback) {
    Content body = Content.json(CallbackWriter.write(callback, settings.contentLengthAs()));
    return calls.taken(callback.method(), key -> KonturRequest.with(key, callback.method(), body));
  }

  /** The call as the CRM has it now. */
  private Mono<Communication> communication(CallStarted started) {
    return post(started).map(answer -> communication(started, answer));
  }

  private static Communication communication(CallStarted started, KonturAnswer answer) {
    Communication communication;
    try {
      communication = Communication.read(answer.body().bytes());
    } catch (InvalidFields _) {
      throw new Transient(
          "call-started was answered without a communication", Effect.UNKNOWN, null, null);
    }
    String answered = communication.externalId();
    if (answered != null && !KonturIds.isSame(started.externalId(), answered)) {
      throw new Permanent(
          "call-started of %s was answered with another call".formatted(started.externalId()));
    }
    return communication;
  }

  private Mono<CrmReceipt> upload(CrmAction.Upload upload) {
    if (upload.length() > KonturFile.LARGEST) {
      return Mono.error(
          new Permanent(
              "the recording has %d bytes, and the CRM takes %d at most"
                  .formatted(upload.length(), KonturFile.LARGEST)));
    }
    return calls
        .uploaded(new MultipartFile(upload, boundary.next()))
        .map(answer -> new CrmReceipt(null, file(upload, answer), null));
  }

  private static CrmFile file(CrmAction.Upload upload, KonturAnswer answer) {
    KonturFile file;
    try {
      file = KonturFile.read(answer.body().bytes());
    } catch (InvalidFields _) {
      throw new Transient("upload was answered without a file", Effect.UNKNOWN, null, null);
    }
    if (file.contentLength() != 0 && file.contentLength() != upload.length()) {
      throw new Transient(
          "upload: expected %d bytes to arrive, the CRM has %d"
              .formatted(upload.length(), file.contentLength()),
          Effect.NONE,
          null,
          null);
    }
    return new CrmFile(
        file.fileId(),
        file.fileName().isEmpty() ? upload.name() : file.fileName(),
        file.contentType().isEmpty() ? upload.contentType() : file.contentType(),
        upload.length(),
        null);
  }
}
