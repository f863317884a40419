package dev.ringbus.config;

import dev.ringbus.config.file.KeyText;
import dev.ringbus.config.file.Reach;
import dev.ringbus.config.yaml.Faults;
import dev.ringbus.config.yaml.Nearest;
import dev.ringbus.config.yaml.Place;
import dev.ringbus.config.yaml.Setting;
import dev.ringbus.config.yaml.Texts;
import dev.ringbus.model.Secret;
import dev.ringbus.model.SecretRef;
import dev.ringbus.model.SecretSource;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What all checks of one reading of the file share: where they look, and where they report. */
record Inspection(Faults faults, List<Notice> notices, SecretSource secrets) {

  void fault(Place place, String message) {
    faults.add(place, message);
  }

  void notice(Place place, String message) {
    notices.add(Notice.at(place, message));
  }

  /**
   * Reports a name that nothing in the file has.
   *
   * @param kind with its article
   */
  void reference(Setting<String> name, String kind, Collection<String> known) {
    if (name.isGiven() && !known.contains(name.get())) {
      faults.add(
          name.place(),
          "expected the id of "
              + kind
              + ", found "
              + Texts.quoted(name.get())
              + Nearest.hint(name.get(), known));
    }
  }

  /** Notes an address where secrets could be read on their way. */
  void encrypted(Setting<URI> baseUrl, String notice) {
    baseUrl.ifGiven(url -> {
      boolean isHere =
          "localhost".equals(url.getHost())
              || Reach.of(url.getHost()).filter(Reach.LOOPBACK::equals).isPresent();
      if ("http".equals(url.getScheme()) && !isHere) {
        notice(baseUrl.place(), notice);
      }
    });
  }

  /** The secret that is referred to; empty after a fault was reported. */
  Optional<Secret> secret(SecretRef ref, Place place) {
    Optional<Secret> secret = secrets.find(ref);
    if (secret.isEmpty()) {
      faults.add(
          place,
          switch (ref) {
            case SecretRef.Env(String name) ->
                "expected a secret in the variable " + name + ", it is not set or empty";
            case SecretRef.File(String path) ->
                "expected a secret in the file " + path + ", it cannot be read or is empty";
          });
    }
    return secret;
  }

  /** The key in the clear; empty after a fault was reported, if it is not there or too weak. */
  Optional<Secret> key(KeyText text, Place place) {
    return switch (text) {
      case KeyText.Literal(Secret key) -> Optional.of(key);
      case KeyText.Reference(SecretRef ref) -> strong(secret(ref, place), place);
    };
  }

  /** A secret that guards the hub; empty after a fault was reported. */
  Optional<Secret> strong(Optional<Secret> secret, Place place) {
    Optional<String> weakness = secret.flatMap(KeyText::weakness);
    weakness.ifPresent(problem -> faults.add(place, problem));
    return weakness.isPresent() ? Optional.empty() : secret;
  }
}
