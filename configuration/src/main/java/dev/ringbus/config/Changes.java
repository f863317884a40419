package dev.ringbus.config;

import dev.ringbus.model.ConfigResource;
import dev.ringbus.model.Configuration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one configuration changes of another, by record key.
 *
 * @param byKey what becomes of each resource that either has
 */
public record Changes(Map<String, Change> byKey) {

  /** What becomes of a resource. */
  public enum Change {
    ADDED('+'),
    CHANGED('~'),
    REMOVED('-'),
    UNCHANGED(' ');

    private final char sign;

    Change(char sign) {
      this.sign = sign;
    }
  }

  public Changes {
    byKey = Collections.unmodifiableMap(new TreeMap<>(byKey));
  }

  /** What changes when {@code to} is applied where {@code from} is. Versions are compared. */
  public static Changes between(Configuration from, Configuration to) {
    Map<String, Change> byKey = new TreeMap<>();
    from.resources().keySet().forEach(key -> byKey.put(key, Change.REMOVED));
    to.resources()
        .forEach((key, resource) -> byKey.put(key, change(from.resources().get(key), resource)));
    return new Changes(byKey);
  }

  private static Change change(@Nullable ConfigResource from, ConfigResource to) {
    if (from == null) {
      return Change.ADDED;
    }
    return from.version().equals(to.version()) ? Change.UNCHANGED : Change.CHANGED;
  }

  /** Whether nothing changes. */
  public boolean isEmpty() {
    return byKey.values().stream().allMatch(change -> change == Change.UNCHANGED);
  }

  /** The keys to which this happens, in order. */
  public List<String> keys(Change change) {
    return byKey.keySet().stream().filter(key -> byKey.get(key) == change).toList();
  }

  /** A line for each resource that changes, such as {@code + plan/acme}. */
  public List<String> lines() {
    return byKey.entrySet().stream()
        .filter(entry -> entry.getValue() != Change.UNCHANGED)
        .map(entry -> entry.getValue().sign + " " + entry.getKey())
        .toList();
  }
}
