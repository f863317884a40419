package dev.ringbus.config.yaml;

import java.util.regex.Pattern;

/**
 * Where a value stands in the file.
 *
 * @param line from 1; 0 is the file as a whole
 * @param path keys and indexes from the root, for example {@code plans.acme.rules[2].when}; empty
 *     for the root
 */
public record Place(int line, String path) {

  /** The file as a whole. */
  public static final Place FILE = new Place(0, "");

  private static final Pattern PLAIN_KEY = Pattern.compile("[\\w-]{1,80}");

  /** The place of a key of the map that stands here. */
  public Place key(String key, int atLine) {
    if (!PLAIN_KEY.matcher(key).matches()) {
      return new Place(atLine, path + "[" + Texts.quoted(key) + "]");
    }
    return new Place(atLine, path.isEmpty() ? key : path + "." + key);
  }

  /** The place of a key that the map here does not have. */
  public Place key(String key) {
    return key(key, line);
  }

  /** The place of an element of the list that stands here. */
  public Place item(int index, int atLine) {
    return new Place(atLine, path + "[" + index + "]");
  }
}
