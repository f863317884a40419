package dev.ringbus.config;

import dev.ringbus.config.yaml.Place;
import java.util.Comparator;

/**
 * Something in a valid file that its author should know.
 *
 * @param line from 1
 * @param path where it stands
 */
public record Notice(int line, String path, String message) implements Comparable<Notice> {

  private static final Comparator<Notice> ORDER =
      Comparator.comparingInt(Notice::line)
          .thenComparing(Notice::path)
          .thenComparing(Notice::message);

  static Notice at(Place place, String message) {
    return new Notice(place.line(), place.path(), message);
  }

  /** By line, then by path. */
  @Override
  public int compareTo(Notice that) {
    return ORDER.compare(this, that);
  }

  /** The notice as it is printed: {@code ringbus.yaml:12: crms.acme: …}. */
  public String in(String file) {
    return file + ":" + line + ": " + path + ": " + message;
  }
}
