package dev.ringbus.standalone;

import dev.ringbus.config.ConfigurationReader;
import dev.ringbus.config.ConfigurationResult;
import dev.ringbus.config.ExpressionChecker;
import dev.ringbus.config.ExpressionChecker.Finding;
import dev.ringbus.config.Notice;
import dev.ringbus.config.yaml.Fault;
import dev.ringbus.dialects.Dialects;
import dev.ringbus.model.Configuration;
import dev.ringbus.routing.cel.Expressions;
import dev.ringbus.routing.cel.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code ringbus.yaml} as the command line reads it: with every dialect, and with CEL. */
final class ConfigurationFile {

  private final Path file;
  private final ConfigurationReader reader;

  ConfigurationFile(Path file) {
    this.file = file;
    this.reader = new ConfigurationReader(Dialects.all(), celChecker(), System.getenv());
  }

  private static Path folder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file.toAbsolutePath() : folder;
  }

  private static ExpressionChecker celChecker() {
    Expressions expressions = new Expressions();
    return (expression, calendars) ->
        switch (expressions.check(expression, calendars)) {
          case Verdict.Faulty(String message, int line, int column) ->
              new Finding.Wrong(message, line, column);
          case Verdict.Sound(Verdict.Constancy constancy) ->
              switch (constancy) {
                case DEPENDS -> new Finding.Depends();
                case ALWAYS_TRUE -> new Finding.AlwaysTrue();
                case ALWAYS_FALSE -> new Finding.AlwaysFalse();
              };
        };
  }

  Path path() {
    return file;
  }

  /** Where relative paths of secrets start. */
  Path folder() {
    return folder(file);
  }

  /**
   * Reads it as it is now.
   *
   * @param applied what is in force, so that what did not change keeps its version
   */
  ConfigurationResult read(Configuration applied) {
    return reader.read(file, applied);
  }

  /** Its text as it is now; empty if it cannot be read. */
  String text() {
    try {
      return Files.readString(file);
    } catch (IOException _) {
      return "";
    }
  }

  /** Every fault in a line of its own. */
  void printFaults(List<Fault> faults, PrintWriter err) {
    faults.forEach(fault -> err.println(fault.in(file.toString())));
    err.println(
        "ringbus: "
            + file
            + " has "
            + (faults.size() == 1 ? "a fault" : faults.size() + " faults")
            + "; nothing was applied");
    err.flush();
  }

  /** Every notice in a line of its own. */
  void printNotices(List<Notice> notices, PrintWriter out) {
    notices.forEach(notice -> out.println(notice.in(file.toString())));
  }
}
