package dev.ringbus.crm.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.crm.CrmAction;
import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crm.CrmFailure.Effect;
import dev.ringbus.crm.CrmFailure.NotYetKnown;
import dev.ringbus.crm.CrmFailure.Permanent;
import dev.ringbus.crm.CrmFailure.Transient;
import dev.ringbus.crm.CrmFailure.Unauthorized;
import dev.ringbus.crm.CrmFile;
import dev.ringbus.crm.CrmGateway;
import dev.ringbus.crm.CrmGateway.Settlement;
import dev.ringbus.crm.CrmOperation;
import dev.ringbus.crm.CrmReceipt;
import dev.ringbus.model.LegProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What every gateway promises, whatever its CRM: the right type of failure, nothing repeated by
 * itself, receipts, any number of operations at once. A CRM's test extends this, and makes a server
 * behave as that CRM does.
 */
public abstract class CrmGatewayContract {

  protected static final Duration AMPLE = Duration.ofSeconds(60);
  protected static final String CALL_ID = "9007199254740993";
  protected static final String COMMUNICATION = "184e7bcd";

  @TempDir protected Path folder;
  protected Path recording;

  /** How the CRM takes what it is told. */
  protected enum Mood {
    TAKES_EVERYTHING,
    /** Says that it has too much to do, and to come again in seven seconds. */
    IS_OVERLOADED,
    /** Says that it failed. */
    FAILS,
    /** Says that the operation is not as it should be. */
    FINDS_IT_INVALID,
    /** Says that it has not been told of the call. */
    DOES_NOT_KNOW_THE_CALL,
    /** Refuses whatever access it gives. */
    REFUSES_ACCESS,
    /** Takes the request and says nothing. */
    IS_SILENT,
    /** Takes the request and breaks the connection. */
    BREAKS_OFF,
    /** Accepts no connection. */
    IS_DOWN
  }

  /** The gateway to the CRM, which waits for an answer for less than ten seconds. */
  protected abstract CrmGateway gateway();

  /** Changes the CRM's mood; it begins by taking everything. */
  protected abstract void crm(Mood mood);

  /** Operations that the CRM was told, without requests for access. */
  protected abstract int told();

  /** Waits until an operation has arrived that the silent CRM does not answer. */
  protected abstract void awaitSilence();

  /** Waits until the silent CRM sees that nobody waits for that operation any more. */
  protected abstract void awaitLeft();

  /** Whether the CRM was told to register a call. */
  protected abstract boolean registered();

  @BeforeEach
  void write() throws IOException {
    recording = Files.write(folder.resolve("recording.mp3"), new byte[100_000]);
  }

  protected final CrmOperation operation(CrmAction action) {
    return new CrmOperation(SampleCalls.finished(CALL_ID), COMMUNICATION, action);
  }

  protected final CrmOperation start() {
    return new CrmOperation(
        SampleCalls.ringing(CALL_ID), null, new CrmAction.Start(SampleCalls.STARTED));
  }

  protected final CrmOperation registration() {
    return operation(new CrmAction.Register(List.of(file())));
  }

  protected final CrmOperation upload() {
    return operation(new CrmAction.Upload(recording, "recording.mp3", "audio/mpeg", 100_000));
  }

  protected static CrmFile file() {
    return new CrmFile("ceb45e", "recording.mp3", "audio/mpeg", 100_000, null);
  }

  protected final Stream<CrmOperation> operations() {
    return Stream.of(
        start(),
        operation(
            new CrmAction.ChangeLeg(
                SampleCalls.ringing(CALL_ID).legs().getFirst(),
                LegProgress.APPEARED,
                SampleCalls.after(1))),
        operation(new CrmAction.Finish(SampleCalls.after(61))),
        new CrmOperation(null, COMMUNICATION, new CrmAction.Fail("the PBX is down")),
        registration(),
        upload(),
        operation(new CrmAction.AttachRecording(null, file())));
  }

  protected final CrmReceipt push(CrmOperation operation) {
    return gateway().push(operation).block(AMPLE);
  }

  protected final CrmFailure failure(CrmOperation operation) {
    return gateway()
        .push(operation)
        .map(receipt -> new AssertionError("taken: " + receipt))
        .cast(Throwable.class)
        .onErrorResume(Mono::just)
        .ofType(CrmFailure.class)
        .blockOptional(AMPLE)
        .orElseThrow();
  }

  @Test
  void isToldOfEverything() {
    operations().forEach(operation -> assertThat(push(operation)).isNotNull());

    assertThat(told()).isEqualTo(7);
  }

  @Test
  void hasTheCrmsIdOfTheCallInTheReceiptOfItsStart() {
    assertThat(push(start()).communicationId()).isEqualTo(COMMUNICATION);
  }

  @Test
  void hasTheFileInTheReceiptOfItsUpload() {
    CrmFile file = push(upload()).file();

    assertThat(file).isNotNull();
    assertThat(file.fileId()).isNotEmpty();
    assertThat(file.length()).isEqualTo(100_000);
  }

  @Test
  void remarksWhoIsNobodyInTheCrm() {
    assertThat(push(registration()).remark()).contains("307");
    assertThat(push(start()).remark()).isNull();
  }

  @Test
  void saysHowLongAnOverloadedCrmWantsToBeLeft() {
    crm(Mood.IS_OVERLOADED);

    assertThat(failure(registration()))
        .isInstanceOfSatisfying(
            Transient.class,
            failure -> {
              assertThat(failure.effect()).isEqualTo(Effect.NONE);
              assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(7));
            });
    assertThat(told()).isEqualTo(1);
  }

  @Test
  void doesNotKnowWhatAFailedCrmDid() {
    crm(Mood.FAILS);

    assertThat(failure(registration())).satisfies(failure -> assertEffect(failure, Effect.UNKNOWN));
    assertThat(told()).isEqualTo(1);
  }

  @Test
  void givesUpWhatIsInvalid() {
    crm(Mood.FINDS_IT_INVALID);

    assertThat(failure(registration())).isInstanceOf(Permanent.class);
    assertThat(told()).isEqualTo(1);
  }

  @Test
  void saysThatThePredecessorIsMissing() {
    crm(Mood.DOES_NOT_KNOW_THE_CALL);

    assertThat(failure(operation(new CrmAction.Finish(SampleCalls.after(61)))))
        .isInstanceOf(NotYetKnown.class);
    assertThat(told()).isEqualTo(1);
  }

  @Test
  void triesOnceMoreWhereAccessIsRefused() {
    crm(Mood.REFUSES_ACCESS);

    assertThat(failure(registration())).isInstanceOf(Unauthorized.class);
    assertThat(told()).isEqualTo(2);
  }

  @Test
  void hasAnEndWhereTheCrmSaysNothing() {
    push(start());
    crm(Mood.IS_SILENT);

    assertThat(failure(registration())).satisfies(failure -> assertEffect(failure, Effect.UNKNOWN));
    assertThat(told()).isEqualTo(2);
  }

  @Test
  void doesNotRepeatWhatABrokenConnectionTook() {
    push(start());
    crm(Mood.BREAKS_OFF);

    assertThat(failure(registration())).satisfies(failure -> assertEffect(failure, Effect.UNKNOWN));
    assertThat(told()).isEqualTo(2);
  }

  @Test
  void knowsThatNothingWasTakenWithoutAConnection() {
    crm(Mood.IS_DOWN);

    assertThat(failure(registration())).satisfies(failure -> assertEffect(failure, Effect.NONE));
    assertThat(failure(upload())).satisfies(failure -> assertEffect(failure, Effect.NONE));
  }

  @Test
  void tellsNothingThatNobodyWaitsFor() {
    gateway().push(registration());
    gateway().settle(registration());

    assertThat(told()).isZero();
  }

  @Test
  void isStillThereAfterSomebodyStoppedWaiting() {
    crm(Mood.IS_SILENT);
    Disposable waiting = gateway().push(start()).subscribe(_ -> {}, _ -> {});
    awaitSilence();
    waiting.dispose();
    awaitLeft();

    crm(Mood.TAKES_EVERYTHING);
    assertThat(push(start()).communicationId()).isEqualTo(COMMUNICATION);
  }

  @Test
  void isToldManyThingsAtOnce() {
    List<CrmReceipt> receipts =
        Flux.merge(
                IntStream.range(0, 100)
                    .mapToObj(i ->
                        gateway()
                            .push(
                                new CrmOperation(
                                    SampleCalls.ringing("call-" + i),
                                    null,
                                    new CrmAction.Start(SampleCalls.STARTED))))
                    .toList())
            .collectList()
            .block(AMPLE);

    assertThat(receipts).hasSize(100).allMatch(receipt -> receipt.communicationId() != null);
  }

  @Test
  void doesNotRepeatWhatItSettles() {
    Settlement settlement = gateway().settle(registration()).block(AMPLE);

    assertThat(settlement).isNotNull();
    assertThat(registered()).isFalse();
  }

  protected static void assertEffect(CrmFailure failure, Effect effect) {
    assertThat(failure)
        .isInstanceOfSatisfying(
            Transient.class, it -> assertThat(it.effect()).as(it.getMessage()).isEqualTo(effect));
  }
}
