package dev.ringbus.config.yaml;

import java.util.List;

/** A value of the file and where it stands. */
public sealed interface YamlValue {

  Place place();

  /** What it is, for messages: {@code a map}, {@code the number 5}. */
  String found();

  /** What a scalar is by YAML's core schema. */
  enum ScalarType {
    TEXT,
    WHOLE_NUMBER,
    DECIMAL,
    FLAG,
    NOTHING
  }

  /**
   * A text, number, flag or nothing.
   *
   * @param text as it is written, without quotes: of a number its digits, so that {@code +7495} and
   *     {@code 0306} lose nothing
   */
  record Scalar(Place place, String text, ScalarType type) implements YamlValue {
    @Override
    public String found() {
      return switch (type) {
        case TEXT -> Texts.quoted(text);
        case WHOLE_NUMBER, DECIMAL -> "the number " + Texts.onOneLine(text);
        case FLAG -> Texts.onOneLine(text);
        case NOTHING -> "nothing";
      };
    }
  }

  /** A list. */
  record Items(Place place, List<YamlValue> values) implements YamlValue {
    public Items {
      values = List.copyOf(values);
    }

    @Override
    public String found() {
      return "a list";
    }
  }

  /** A map, without the repetitions of a key. */
  record Entries(Place place, List<Entry> entries) implements YamlValue {
    public Entries {
      entries = List.copyOf(entries);
    }

    @Override
    public String found() {
      return "a map";
    }
  }

  /**
   * A key of a map with its value.
   *
   * @param place of the key
   */
  record Entry(String key, Place place, YamlValue value) {}
}
