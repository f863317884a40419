package dev.ringbus.crmsync.assembly;

import dev.ringbus.crmsync.assembly.LegNotices.LegNotice;
import dev.ringbus.crmsync.work.Payload;
import dev.ringbus.crmsync.work.Payload.CallFinished;
import dev.ringbus.crmsync.work.Payload.CallStarted;
import dev.ringbus.crmsync.work.Payload.RegisterCall;
import dev.ringbus.crmsync.work.Payload.UploadRecording;
import dev.ringbus.model.Call;
import dev.ringbus.model.CallState;
import dev.ringbus.store.PlannedDelivery;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a workspace is still to be told of a call. Pure. Each delivery has a name, and what was ever
 * planned under a name is not planned again, so that events which come again change nothing, and a
 * call is registered once. After {@code call-finished} nothing is told as it happens.
 */
final class Planner {

  private final Workspace workspace;
  private final RegisterAfter registerAfter;
  private final Instant now;

  Planner(Workspace workspace, RegisterAfter registerAfter, Instant now) {
    this.workspace = workspace;
    this.registerAfter = registerAfter;
    this.now = now;
  }

  /**
   * The deliveries, in the order in which they are to be made.
   *
   * @param before the call as it was when it was planned for last
   * @param planned the keys of all that was ever planned for it
   * @param heard when its events were received: notices go stale by our clock, whatever that of a
   *     PBX says
   */
  List<PlannedDelivery> plan(Call call, @Nullable Call before, Set<String> planned, Heard heard) {
    List<PlannedDelivery> all = new ArrayList<>();
    if (!isPlanned(planned, new CallFinished(call.startedAt()), 1)) {
      all.addAll(notices(call, before, planned, heard));
    }
    if (call.state() == CallState.ENDED) {
      List<PlannedDelivery> uploads = uploads(call, planned);
      Instant due = now.plus(registerAfter.pause(!uploads.isEmpty()));
      all.add(new RegisterCall().plan(workspace.crm(), due, null));
      all.addAll(uploads);
    }
    return all.stream().filter(delivery -> !planned.contains(delivery.key())).toList();
  }

  private List<PlannedDelivery> notices(
      Call call, @Nullable Call before, Set<String> planned, Heard heard) {
    List<PlannedDelivery> notices = new ArrayList<>();
    notices.add(live(new CallStarted(call.startedAt()), 1, heard));
    new LegNotices(step -> isPlanned(planned, step.change(), step.time()))
        .of(call, before)
        .sorted(Comparator.comparing((LegNotice step) -> step.at().toInstant()))
        .forEach(step -> notices.add(live(step.change(), step.time(), heard)));
    OffsetDateTime endedAt = call.endedAt();
    if (endedAt != null) {
      notices.add(live(new CallFinished(endedAt), 1, heard));
    }
    return notices;
  }

  private PlannedDelivery live(Payload.Notice notice, int time, Heard heard) {
    Instant staleAt = heard.of(notice.at()).plus(workspace.staleAfter());
    return notice.plan(workspace.crm(), time, now, staleAt);
  }

  private List<PlannedDelivery> uploads(Call call, Set<String> planned) {
    return call.recordings().stream()
        .map(recording -> new UploadRecording(recording.url(), recording.legId()))
        .map(upload -> upload.plan(workspace.crm(), now, null))
        .filter(delivery -> !planned.contains(delivery.key()))
        .toList();
  }

  private boolean isPlanned(Set<String> planned, Payload payload, int time) {
    return planned.contains(PlannedDelivery.key(workspace.crm(), payload.name(time)));
  }
}
