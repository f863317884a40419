package dev.ringbus.standalone;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Failures in words for a terminal. */
final class Failures {

  private Failures() {}

  /** The reason that lies deepest, in one line. */
  static String reason(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null && deepest.getCause() != deepest) {
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
