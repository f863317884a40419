package dev.ringbus.standalone;

import dev.ringbus.bus.ConfigurationStore;
import dev.ringbus.config.Changes;
import dev.ringbus.config.ConfigurationResult.Invalid;
import dev.ringbus.config.ConfigurationResult.Valid;
import dev.ringbus.model.Configuration;
import java.io.PrintWriter;
import java.time.Duration;

/** Makes the configuration topic equal to a file, and says what that changed. */
final class LiveConfiguration {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final ConfigurationFile file;
  private final ConfigurationStore store;
  private final PrintWriter out;
  private final PrintWriter err;
  private FileWatch fileWatch;

  LiveConfiguration(
      ConfigurationFile file, ConfigurationStore store, PrintWriter out, PrintWriter err) {
    this.file = file;
    this.store = store;
    this.out = out;
    this.err = err;
    this.fileWatch = FileWatch.from(file.path());
  }

  /** How an attempt to apply the file ended. */
  sealed interface Result {

    /** The topic holds what the file says (or would, in a dry run). */
    record Applied(Valid valid, Changes changes) implements Result {}

    /** The file has faults, which have been printed; the topic is as it was. */
    record Refused() implements Result {}
  }

  /** Applies the file, or in a dry run all but the writing. */
  Result apply(Mode mode) {
    Configuration applied = Await.result(store.read(), LIMIT, "the broker");
    Configuration from = applied == null ? Configuration.EMPTY : applied;
    return switch (file.read(from)) {
      case Invalid(var faults) -> {
        file.printFaults(faults, err);
        yield new Result.Refused();
      }
      case Valid valid -> {
        if (mode == Mode.WRITE) {
          Await.result(store.replace(from, valid.configuration()), LIMIT, "the broker");
        }
        yield new Result.Applied(valid, Changes.between(from, valid.configuration()));
      }
    };
  }

  /** Whether changes are written. */
  enum Mode {
    WRITE,
    DRY_RUN
  }

  /**
   * Applies the file, which had no fault a moment ago.
   *
   * @throws StartFailure if it has one now
   */
  Valid applyFirst() {
    fileWatch = FileWatch.from(file.path());
    return switch (apply(Mode.WRITE)) {
      case Result.Applied(Valid valid, _) -> {
        file.printNotices(valid.notices(), out);
        yield valid;
      }
      case Result.Refused() -> throw new StartFailure(file.path() + " was changed meanwhile");
    };
  }

  /** Applies the file whenever it changed since it was applied first, while the process lives. */
  void watch() {
    fileWatch.run(this::applyChange);
  }

  private void applyChange() {
    try {
      if (apply(Mode.WRITE) instanceof Result.Applied(Valid valid, Changes changes)
          && !changes.isEmpty()) {
        out.println(file.path() + " applied:");
        changes.lines().forEach(line -> out.println("  " + line));
        file.printNotices(valid.notices(), out);
        out.flush();
      }
    } catch (RuntimeException e) {
      err.println("ringbus: " + file.path() + " could not be applied: " + Failures.reason(e));
      err.flush();
    }
  }
}
