package dev.ringbus.config.yaml;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a record that describes a map of the file says about it. Each component is a {@link Setting}
 * under the component's name, optional if nothing else is said.
 */
public final class Form {

  private Form() {}

  /** What a map or a key is for; shown by editors. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
  public @interface About {
    String value();
  }

  /** The name in the file: of a kind of map, or of a key that no Java name can be. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
  public @interface Named {
    String value();
  }

  /** The key has to be given. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface Required {}

  /** What an absent key is read as, written as in the file. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface Default {
    String value();
  }

  /** The key is given only together with these. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface Needs {
    String[] value();
  }

  /** Exactly one of these keys is given. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  public @interface ExactlyOne {
    String[] value();
  }

  /** The map of one key is one of the permitted records, each under its name. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  public @interface OneKey {
    /** What such a map is, with an example. */
    String value();
  }

  /** The value of this key says which of the permitted records the map is. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  public @interface ByKey {
    String value();
  }

  /** The smallest and the largest value, written as in the file. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface Between {
    String min();

    String max();
  }

  /** The only values that a text has. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface OneOf {
    String[] value();
  }

  /** A text that may be written as a number, without quotes: its digits count. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface OrNumber {}

  /** A text that may be empty. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface OrEmpty {}

  /** A list whose only element may stand alone, without brackets. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface OrSingle {}

  /** A list of at least one element. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface NotEmpty {}

  /** A map whose keys are ids. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface ById {}

  /** A key that later versions have and this one refuses; no editor proposes it. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  public @interface NotYet {
    String key();

    /** What to do in this version. */
    String instead();
  }

  /**
   * The component takes the keys that no other component has, as a {@code List} of {@link
   * YamlValue.Entry}; who reads the record checks them.
   */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface Others {}
}
