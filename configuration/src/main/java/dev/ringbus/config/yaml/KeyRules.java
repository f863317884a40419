package dev.ringbus.config.yaml;

import dev.ringbus.config.yaml.Form.ExactlyOne;
import dev.ringbus.config.yaml.Form.Needs;
import dev.ringbus.config.yaml.Form.NotYet;
import dev.ringbus.config.yaml.Form.Required;
import dev.ringbus.config.yaml.YamlValue.Entries;
import dev.ringbus.config.yaml.YamlValue.Entry;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which keys of a map have to stand together.
 *
 * @param required what each key that has to be given is expected to be
 * @param exactlyOne of which exactly one is given; empty if there is no such choice
 * @param needs the keys that each of these keys is given together with
 * @param notYet a key that this version refuses
 */
record KeyRules(
    Map<String, String> required,
    List<String> exactlyOne,
    Map<String, List<String>> needs,
    Optional<NotYet> notYet) {

  static KeyRules of(Class<?> type, List<Key<?>> keys) {
    Map<String, String> required = new LinkedHashMap<>();
    Map<String, List<String>> needs = new LinkedHashMap<>();
    RecordComponent[] components = type.getRecordComponents();
    for (int i = 0; i < keys.size(); i++) {
      Key<?> key = keys.get(i);
      if (components[i].isAnnotationPresent(Required.class)) {
        required.put(key.name(), key.shape().expected());
      }
      Needs others = components[i].getAnnotation(Needs.class);
      if (others != null) {
        needs.put(key.name(), List.of(others.value()));
      }
    }
    ExactlyOne choice = type.getAnnotation(ExactlyOne.class);
    return new KeyRules(
        required,
        choice == null ? List.of() : List.of(choice.value()),
        needs,
        Optional.ofNullable(type.getAnnotation(NotYet.class)));
  }

  void check(Entries map, Faults faults) {
    Set<String> given = map.entries().stream().map(Entry::key).collect(Collectors.toSet());
    if (refused(map, faults)) {
      return; // the keys that it was given instead of are not missing
    }
    required.forEach((key, expected) -> {
      if (!given.contains(key)) {
        faults.add(map.place(), "needs " + key + ": " + expected);
      }
    });
    needs.forEach((key, others) -> {
      for (String other : others) {
        if (given.contains(key) && !given.contains(other)) {
          faults.add(map.place(), "needs " + other + " as well, since it has " + key);
        }
      }
    });
    List<String> chosen = exactlyOne.stream().filter(given::contains).toList();
    if (!exactlyOne.isEmpty() && chosen.size() != 1) {
      faults.add(
          map.place(),
          "expected exactly one of "
              + String.join(", ", exactlyOne)
              + ", found "
              + (chosen.isEmpty() ? "none" : String.join(" and ", chosen)));
    }
  }

  private boolean refused(Entries map, Faults faults) {
    if (notYet.isEmpty()) {
      return false;
    }
    Optional<Entry> refused =
        map.entries().stream().filter(entry -> refuses(entry.key())).findFirst();
    refused.ifPresent(
        entry -> faults.add(entry.place(), "not in this version: " + notYet.get().instead()));
    return refused.isPresent();
  }

  boolean refuses(String key) {
    return notYet.filter(refused -> refused.key().equals(key)).isPresent();
  }

  void addTo(ObjectNode schema) {
    if (!required.isEmpty()) {
      schema.set("required", Schemas.texts(required.keySet()));
    }
    if (!exactlyOne.isEmpty()) {
      ArrayNode choices = schema.putArray("oneOf");
      exactlyOne.forEach(key -> choices.addObject().set("required", Schemas.texts(List.of(key))));
    }
    if (!needs.isEmpty()) {
      ObjectNode dependent = schema.putObject("dependentRequired");
      needs.forEach((key, others) -> dependent.set(key, Schemas.texts(others)));
    }
  }
}
