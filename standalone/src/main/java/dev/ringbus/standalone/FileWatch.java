package dev.ringbus.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * Notices that a file was changed or replaced. It looks at the file twice a second instead of
 * asking the system for events: those are not sent for mounted files, and get lost when an editor
 * replaces the file.
 */
final class FileWatch {

  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final Path file;
  private final Optional<State> seen;

  private FileWatch(Path file, Optional<State> seen) {
    this.file = file;
    this.seen = seen;
  }

  /** What tells one state of a file from another. */
  private record State(long modified, long size, @Nullable Object inode) {}

  /** A watch for what changes from now on. */
  static FileWatch from(Path file) {
    return new FileWatch(file, state(file));
  }

  /**
   * Runs {@code changed} after each change, one at a time, until disposed of. A file that is not
   * there for a moment is not a change.
   */
  Disposable run(Runnable changed) {
    return Flux.interval(LOOK_EVERY, Schedulers.newSingle("config-watch", true))
        .onBackpressureDrop()
        .map(_ -> state(file))
        .startWith(seen)
        .concatMapIterable(FileWatch::asList)
        .distinctUntilChanged()
        .skip(seen.isPresent() ? 1 : 0)
        .subscribe(_ -> changed.run());
  }

  private static List<State> asList(Optional<State> state) {
    return state.map(List::of).orElseGet(List::of);
  }

  private static Optional<State> state(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new State(
              attributes.lastModifiedTime().toMillis(), attributes.size(), attributes.fileKey()));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
