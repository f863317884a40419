package dev.ringbus.crmsync.delivery;

import dev.ringbus.crm.CrmFailure;
import dev.ringbus.store.UploadedFile;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What this process remembers of deliveries that did not go through and that the outbox does not
 * know. Only patience depends on it: a process that has forgotten begins a delivery's short waits
 * anew, or is refused once more. Bounded; the longest unused is forgotten first.
 */
final class Memories {

  private static final int MOST = 10_000;

  /**
   * Of one delivery.
   *
   * @param timesUnknown how often the CRM said that it does not know the call
   * @param refused absent unless the CRM refused it with files
   */
  record Memory(int timesUnknown, Waited waited, @Nullable RefusedFiles refused) {

    static final Memory NOTHING = new Memory(0, Waited.NO, null);

    /** Whether the CRM refused the delivery with this file. */
    boolean isRefused(UploadedFile file) {
      return refused != null && refused.fileIds().contains(file.fileId());
    }
  }

  /**
   * What the CRM refused a delivery with.
   *
   * @param fileIds its own: those of a file that is uploaded again are others
   */
  record RefusedFiles(Set<String> fileIds, Instant at) {}

  /** Whether a delivery has waited for files that must be uploaded again. */
  enum Waited {
    NO,
    YES
  }

  private final Map<Long, Memory> byDelivery =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Memory> eldest) {
          return size() > MOST;
        }
      };

  Memory of(long delivery) {
    return byDelivery.getOrDefault(delivery, Memory.NOTHING);
  }

  /** Remembers what the next attempt of it must know. */
  void note(Ended ended, Result result) {
    long id = ended.claimed().id();
    Memory memory = of(id);
    if (ended.isFinal()) {
      byDelivery.remove(id);
    } else if (result instanceof Result.Waits) {
      byDelivery.put(id, new Memory(memory.timesUnknown(), Waited.YES, memory.refused()));
    } else if (result instanceof Result.Failed(CrmFailure.NotYetKnown _)) {
      byDelivery.put(id, new Memory(memory.timesUnknown() + 1, memory.waited(), memory.refused()));
    } else if (result instanceof Result.RefusedWithFiles(var _, List<UploadedFile> files)) {
      Set<String> ids = files.stream().map(UploadedFile::fileId).collect(Collectors.toSet());
      byDelivery.put(
          id,
          new Memory(memory.timesUnknown(), memory.waited(), new RefusedFiles(ids, ended.at())));
    }
  }
}
