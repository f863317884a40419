package dev.ringbus.config.yaml;

import java.util.Comparator;

/**
 * One thing that is wrong with the file.
 *
 * @param line from 1; 0 where it is about the file as a whole
 * @param path where it stands, for example {@code plans.acme.rules[2].when}; empty where it has no
 *     path
 * @param message what would be right, and what was found; on one line, never a secret
 */
public record Fault(int line, String path, String message) implements Comparable<Fault> {

  private static final Comparator<Fault> ORDER =
      Comparator.comparingInt(Fault::line).thenComparing(Fault::path).thenComparing(Fault::message);

  /** By line, then by path. */
  @Override
  public int compareTo(Fault that) {
    return ORDER.compare(this, that);
  }

  /** The fault as it is printed: {@code ringbus.yaml:12: plans.acme.rules[2].when: …}. */
  public String in(String file) {
    return file
        + (line == 0 ? ": " : ":" + line + ": ")
        + (path.isEmpty() ? "" : path + ": ")
        + message;
  }
}
