package dev.ringbus.standalone;

import dev.ringbus.embedded.BackendNotStarted;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.CompletionException;

/** Failures in words for a terminal. */
final class Failures {

  private Failures() {}

  /** What an asynchronous step really failed with. */
  static Throwable unwrap(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /** Our own words where we have some, otherwise the reason that lies deepest, in one line. */
  static String reason(Throwable failure) {
    Throwable deepest = failure;
    if (unwrap(failure) instanceof StartFailure || unwrap(failure) instanceof BackendNotStarted) {
      return String.valueOf(unwrap(failure).getMessage());
    }
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String message =
        switch (deepest) {
          case AccessDeniedException denied -> "no permission for " + denied.getFile();
          case FileAlreadyExistsException exists -> exists.getFile() + " is a file";
          case NotDirectoryException file -> file.getFile() + " is no directory";
          case NoSuchFileException missing -> "there is no " + missing.getFile();
          default -> deepest.getMessage();
        };
    return message == null || message.isBlank()
        ? deepest.getClass().getSimpleName()
        : message.lines().findFirst().orElse("").strip();
  }
}
