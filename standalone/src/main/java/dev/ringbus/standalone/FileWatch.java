package dev.ringbus.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
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

  private FileWatch() {}

  /** What tells one state of a file from another. */
  private record State(long modified, long size, @Nullable Object inode) {}

  /**
   * Runs {@code changed} after each change, one at a time, until disposed of. A file that is not
   * there for a moment is not a change.
   */
  static Disposable start(Path file, Runnable changed) {
    return Flux.interval(LOOK_EVERY, Schedulers.newSingle("config-watch", true))
        .onBackpressureDrop()
        .mapNotNull(_ -> state(file))
        .startWith(
            Flux.defer(() -> Flux.fromStream(java.util.stream.Stream.ofNullable(state(file)))))
        .distinctUntilChanged()
        .skip(1)
        .subscribe(_ -> changed.run());
  }

  private static @Nullable State state(Path file) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, new LinkOption[0]);
      return new State(
          attributes.lastModifiedTime().toMillis(), attributes.size(), attributes.fileKey());
    } catch (IOException _) {
      return null;
    }
  }
}
