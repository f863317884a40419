package dev.ringbus.config.yaml;

import dev.ringbus.config.yaml.YamlValue.Entries;
import dev.ringbus.config.yaml.YamlValue.Entry;
import dev.ringbus.config.yaml.YamlValue.Items;
import dev.ringbus.config.yaml.YamlValue.Scalar;
import dev.ringbus.config.yaml.YamlValue.ScalarType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML text into a tree. It is built from the parser's events rather than from the engine's
 * own nodes, since those are composed by recursion without a bound: deep nesting would overflow the
 * stack. Aliases are followed, but the tree is bounded as if each were written out.
 */
public final class YamlTree {

  private static final int DEEPEST = 40;
  private static final int MOST_VALUES = 50_000;

  private final Iterator<Event> events;
  private final Faults faults;
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private int values;

  /** Of the event that was read last. */
  private int line;

  private YamlTree(String yaml, Faults faults) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel("the file")
            .setCodePointLimit(yaml.length() + 1)
            // All in one buffer: between two the engine fails on a character of two parts.
            .setBufferSize(yaml.length() + 2)
            .build();
    this.events = new Parse(settings).parseString(yaml).iterator();
    this.faults = faults;
  }

  /**
   * The value that the text holds; empty if it holds none, or, with a fault reported, if it is not
   * one YAML document. Keys that stand twice are reported, and the first counts.
   */
  public static Optional<YamlValue> read(String yaml, Faults faults) {
    try {
      return new YamlTree(yaml, faults).document();
    } catch (YamlEngineException e) {
      SyntaxFault.of(e, yaml).report(faults);
      return Optional.empty();
    } catch (NotATree e) {
      faults.add(e.place, e.expected);
      return Optional.empty();
    }
  }

  private boolean hasNext() {
    try {
      return events.hasNext();
    } catch (IllegalArgumentException e) {
      // This is what the engine makes of \UFFFFFFFF and the like.
      throw new NotATree(new Place(line, ""), "expected escapes that are characters", e);
    }
  }

  private Event next() {
    if (!hasNext()) {
      throw new NotATree(new Place(line, ""), "expected the rest of the file");
    }
    Event event = events.next();
    line = lineOf(event);
    return event;
  }

  private Optional<YamlValue> document() {
    next(); // the start of the stream
    if (next() instanceof StreamEndEvent) {
      return Optional.empty();
    }
    YamlValue root = value(next(), Place.FILE, 0);
    while (hasNext()) {
      Event event = next();
      if (!(event instanceof DocumentEndEvent || event instanceof StreamEndEvent)) {
        faults.add(
            new Place(lineOf(event), ""), "expected one YAML document, a second begins here");
        return Optional.empty();
      }
    }
    return Optional.of(root);
  }

  private YamlValue value(Event event, Place place, int depth) {
    int valuesBefore = values;
    if (depth > DEEPEST) {
      throw new NotATree(
          new Place(place.line(), ""), "expected no more than " + DEEPEST + " levels of nesting");
    }
    YamlValue value =
        switch (event) {
          case ScalarEvent scalar -> scalar(scalar, place);
          case SequenceStartEvent _ -> items(place, depth);
          case MappingStartEvent _ -> entries(place, depth);
          case AliasEvent alias -> aliased(alias, place);
          default -> throw new NotATree(place, "expected a value");
        };
    count(1, place);
    if (event instanceof NodeEvent node && !(event instanceof AliasEvent)) {
      node.getAnchor()
          .ifPresent(anchor -> anchors.put(anchor, new Anchored(value, values - valuesBefore)));
    }
    return value;
  }

  private Scalar scalar(ScalarEvent event, Place place) {
    return new Scalar(place, event.getValue(), ScalarTypes.of(event, place));
  }

  private Items items(Place place, int depth) {
    List<YamlValue> items = new ArrayList<>();
    Event event = next();
    while (!(event instanceof SequenceEndEvent)) {
      items.add(value(event, place.item(items.size(), lineOf(event)), depth + 1));
      event = next();
    }
    return new Items(place, items);
  }

  private Entries entries(Place place, int depth) {
    Map<String, Entry> entries = new HashMap<>();
    List<Entry> inOrder = new ArrayList<>();
    Event event = next();
    while (!(event instanceof MappingEndEvent)) {
      Entry entry = entry(event, place, depth);
      Entry first = entries.putIfAbsent(entry.key(), entry);
      if (first == null) {
        inOrder.add(entry);
      } else {
        faults.add(
            entry.place(),
            "expected each key once, it stands in line " + first.place().line() + " already");
      }
      event = next();
    }
    return new Entries(place, inOrder);
  }

  private Entry entry(Event keyEvent, Place place, int depth) {
    int line = lineOf(keyEvent);
    if (!(keyEvent instanceof ScalarEvent scalar)
        || ScalarTypes.of(scalar, place) == ScalarType.NOTHING) {
      throw new NotATree(new Place(line, place.path()), "expected a text as the key");
    }
    Place ofKey = place.key(scalar.getValue(), line);
    Event event = next();
    // A list or map counts as standing where its key does: that is what a message is about.
    Place ofValue = event instanceof ScalarEvent ? new Place(lineOf(event), ofKey.path()) : ofKey;
    return new Entry(scalar.getValue(), ofKey, value(event, ofValue, depth + 1));
  }

  private YamlValue aliased(AliasEvent alias, Place place) {
    Anchored anchored = anchors.get(alias.getAlias());
    if (anchored == null) {
      throw new NotATree(
          place,
          "expected an anchor before its alias, there is no &"
              + Texts.onOneLine(alias.getAlias().getValue())
              + " above");
    }
    count(anchored.values(), place);
    return anchored.value();
  }

  private void count(int more, Place place) {
    values += more;
    if (values > MOST_VALUES) {
      throw new NotATree(
          place, "expected no more than " + MOST_VALUES + " values, those of aliases included");
    }
  }

  private static int lineOf(Event event) {
    return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  /**
   * What an anchor names.
   *
   * @param values how many values it consists of, so that an alias of aliases is counted in full
   */
  private record Anchored(YamlValue value, int values) {}

  /** The text is YAML, but not a tree that a configuration could be. */
  static final class NotATree extends RuntimeException {

    private final Place place;
    private final String expected;

    NotATree(Place place, String expected) {
      this(place, expected, null);
    }

    private NotATree(Place place, String expected, @Nullable Throwable cause) {
      super(expected, cause, false, false);
      this.place = place;
      this.expected = expected;
    }
  }
}
