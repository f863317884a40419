package dev.ringbus.simulator.kontur.files;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The temporary store: what was uploaded, and how long it lives. Any thread may use it. */
public final class TemporaryFiles {

  private final Clock clock;
  private final Duration life;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private long stored;

  private record Entry(StoredFile file, boolean lost) {}

  /** What became of a file. */
  public sealed interface Lookup {

    /** It is there. */
    record Present(StoredFile file) implements Lookup {}

    /** Its day is over. */
    record Lapsed(StoredFile file) implements Lookup {}

    /** The CRM lost it: nobody else's fault. */
    record Lost(StoredFile file) implements Lookup {}

    /** There never was such a file. */
    record Unknown() implements Lookup {}
  }

  /** Whether the CRM keeps what it takes. */
  public enum Keeping {
    KEPT,
    /** It says that it has it, and forgets it. */
    LOST
  }

  /**
   * @param life of a file from its upload
   */
  public TemporaryFiles(Clock clock, Duration life) {
    this.clock = clock;
    this.life = life;
  }

  public synchronized StoredFile store(Uploading.Content content, Keeping keeping) {
    String id = "file-%08d".formatted(++stored);
    StoredFile file =
        new StoredFile(
            id,
            content.fileName(),
            content.contentType(),
            content.length(),
            content.sha256(),
            clock.instant());
    entries.put(id, new Entry(file, keeping == Keeping.LOST));
    return file;
  }

  public synchronized Lookup find(String fileId) {
    Entry entry = entries.get(fileId);
    if (entry == null) {
      return new Lookup.Unknown();
    }
    Instant end = entry.file().uploadedAt().plus(life);
    if (!clock.instant().isBefore(end)) {
      return new Lookup.Lapsed(entry.file());
    }
    return entry.lost() ? new Lookup.Lost(entry.file()) : new Lookup.Present(entry.file());
  }

  /** All that were ever uploaded, in that order. */
  public synchronized List<StoredFile> all() {
    List<StoredFile> all = new ArrayList<>();
    entries.values().forEach(entry -> all.add(entry.file()));
    return all;
  }
}
