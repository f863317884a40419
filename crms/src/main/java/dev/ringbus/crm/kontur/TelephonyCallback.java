package dev.ringbus.crm.kontur;

import dev.ringbus.model.Direction;
import dev.ringbus.model.PhoneNumber;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of one of the methods by which an integration tells of calls. Which fields are required
 * is not documented; here those are that identify the call. Written by {@link CallbackWriter}, read
 * by {@link CallbackReader}.
 */
public sealed interface TelephonyCallback {

  KonturMethod method();

  /** The CRM's id of the call: from CALL, or from the answer to {@code call-started}. */
  @Nullable String communicationId();

  /**
   * {@code call-started}, answered with the {@link Communication}.
   *
   * @param externalVatsPhone our own number
   */
  record CallStarted(
      OffsetDateTime timestamp,
      @Nullable String communicationId,
      String externalId,
      @Nullable PhoneNumber externalVatsPhone,
      @Nullable PhoneNumber clientPhone,
      @Nullable Direction direction)
      implements TelephonyCallback {

    @Override
    public KonturMethod method() {
      return KonturMethod.CALL_STARTED;
    }
  }

  /** {@code call-event}. */
  record CallEvent(@Nullable String communicationId, String externalId, ItemEvent event)
      implements TelephonyCallback {

    @Override
    public KonturMethod method() {
      return KonturMethod.CALL_EVENT;
    }
  }

  /** {@code call-finished}. */
  record CallFinished(
      OffsetDateTime timestamp,
      @Nullable String communicationId,
      String externalId,
      @Nullable PhoneNumber externalVatsPhone,
      @Nullable PhoneNumber clientPhone,
      @Nullable Direction direction)
      implements TelephonyCallback {

    @Override
    public KonturMethod method() {
      return KonturMethod.CALL_FINISHED;
    }
  }

  /** {@code call-failed}: what CALL asked for did not come about. */
  record CallFailed(String communicationId) implements TelephonyCallback {

    @Override
    public KonturMethod method() {
      return KonturMethod.CALL_FAILED;
    }
  }

  /** {@code call-recording}: a recording that came after the registration. */
  record CallRecording(
      @Nullable String communicationId,
      String externalId,
      String externalCallItemId,
      @Nullable String realtimeCallItemId,
      String recordingFileId)
      implements TelephonyCallback {

    @Override
    public KonturMethod method() {
      return KonturMethod.CALL_RECORDING;
    }
  }

  /** {@code register-call}: a finished call, for the history. */
  record RegisterCall(
      @Nullable PhoneNumber externalVatsPhone,
      @Nullable PhoneNumber clientPhone,
      List<CallItem> items,
      @Nullable String communicationId,
      OffsetDateTime externalCreatedAt,
      String externalId,
      @Nullable Direction direction)
      implements TelephonyCallback {

    public RegisterCall {
      items = List.copyOf(items);
    }

    @Override
    public KonturMethod method() {
      return KonturMethod.REGISTER_CALL;
    }
  }
}
