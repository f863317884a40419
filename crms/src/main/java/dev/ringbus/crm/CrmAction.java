package dev.ringbus.crm;

import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Leg;
import dev.ringbus.model.LegProgress;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a CRM is told. */
public sealed interface CrmAction {

  /** A call began. Its receipt has the CRM's id of the call. */
  record Start(OffsetDateTime at) implements CrmAction {}

  /**
   * Something happened to a leg.
   *
   * @param leg as it was then
   */
  record ChangeLeg(Leg leg, LegProgress progress, OffsetDateTime at) implements CrmAction {}

  /** The call is over. */
  record Finish(OffsetDateTime at) implements CrmAction {}

  /** A call that the CRM asked for did not come about. */
  record Fail(String reason) implements CrmAction {}

  /** Something happened in the call; of CRMs that are told of calls event by event. */
  record TellEvent(CallEvent event) implements CrmAction {}

  /**
   * Enters the finished call into the CRM's history.
   *
   * @param files recordings that have been uploaded
   */
  record Register(List<CrmFile> files) implements CrmAction {

    public Register {
      files = List.copyOf(files);
    }
  }

  /**
   * Gives the CRM a file to keep for a while. Its receipt has the CRM's id of the file.
   *
   * @param content read from the disk in pieces, and left there
   * @param length of the content, in bytes
   */
  record Upload(Path content, String name, String contentType, long length) implements CrmAction {}

  /**
   * Attaches an uploaded recording to a call that has been registered.
   *
   * @param legId whose recording it is
   */
  record AttachRecording(@Nullable String legId, CrmFile file) implements CrmAction {}
}
