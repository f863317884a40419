package dev.ringbus.config;

import dev.ringbus.config.file.CrmEntry.CallEvent;
import dev.ringbus.config.file.DurationText;
import dev.ringbus.wire.Durations;
import java.time.Duration;
import java.util.Optional;

/** Checks CRMs that were made for MTS. */
final class CallEventCrms {

  private final Inspection inspection;

  CallEventCrms(Inspection inspection) {
    this.inspection = inspection;
  }

  Optional<Workspace> of(String id, CallEvent entry) {
    CrmParts parts = new CrmParts(inspection);
    parts.set("user", entry.user());
    checkUser(entry);
    parts.secret("password", entry.password());
    entry.every().ifGiven(every -> parts.set("every", Durations.write(every)));
    entry.within().ifGiven(within -> parts.set("within", Durations.write(within)));
    checkWithin(entry);
    entry.concurrency().ifGiven(limit -> parts.set("concurrency", limit.longValue()));
    parts.set("un", entry.un());
    entry.staleAfter().ifGiven(time -> parts.set("staleAfter", Durations.write(time)));
    inspection.encrypted(entry.baseUrl(), "the password goes there unencrypted");
    return parts.workspace(id, "callevent", entry.baseUrl(), Optional.empty(), null);
  }

  /** In Basic the first colon ends the user. */
  private void checkUser(CallEvent entry) {
    if (entry.user().value().filter(user -> user.contains(":")).isPresent()) {
      inspection.fault(entry.user().place(), "expected a user without a colon, as Basic has it");
    }
  }

  private void checkWithin(CallEvent entry) {
    if (!entry.within().isGiven() || !entry.every().isGiven()) {
      return;
    }
    Duration within = entry.within().get();
    Duration every = entry.every().get();
    if (within.compareTo(every) >= 0) {
      inspection.fault(
          entry.within().place(),
          "expected less than every, which is %s, found %s"
              .formatted(DurationText.write(every), DurationText.write(within)));
    }
  }
}
