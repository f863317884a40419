package dev.ringbus.poller.mailbox;

import dev.ringbus.dialect.Polling;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.WaitingInstruction;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the time of an instruction is over. Of what was asked for before its mailbox was restored
 * nobody knows how long no PBX could poll, so that it lasts until those that poll have had the
 * chance.
 */
final class Expiry {

  private final MailboxStore store;
  private final PollingPbxs pbxs;

  Expiry(MailboxStore store, PollingPbxs pbxs) {
    this.store = store;
    this.pbxs = pbxs;
  }

  boolean isOver(WaitingInstruction instruction, Instant now) {
    return !now.isBefore(instruction.expiresAt().toInstant())
        && chanceUntil(instruction).filter(now::isBefore).isEmpty();
  }

  private Optional<Instant> chanceUntil(WaitingInstruction instruction) {
    CallKey key = instruction.key();
    return store
        .restoredAt(key)
        .filter(instruction.requestedAt().toInstant()::isBefore)
        .flatMap(restored ->
            pbxs.polling(key).map(Polling::every).map(Polls::silence).map(restored::plus));
  }
}
