package dev.ringbus.simulator.kontur;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The calls of the workspace. Any thread may use it. */
final class Communications {

  private final String prefix;
  private final Violations violations;
  private final RandomGenerator random;
  private final Map<String, Communication> byId = new LinkedHashMap<>();
  private final Map<String, List<Communication>> byExternalId = new HashMap<>();

  /**
   * @param integration its name, which the CRM puts before external ids
   */
  Communications(String integration, RandomGenerator random, Violations violations) {
    this.prefix = integration + "/";
    this.random = random;
    this.violations = violations;
  }

  /** How a request names a call; at least one of the two is there. */
  record Name(Optional<String> communicationId, Optional<String> externalId) {

    /** The one that tells people most. */
    String shown() {
      return externalId.or(() -> communicationId).orElse("");
    }
  }

  /** A call was asked for in the CRM; its id. */
  synchronized String ask(KnownCall.Asked asked) {
    return create(Optional.of(asked)).id();
  }

  /** The call of this name as it is now, changed by the caller; empty if there is none. */
  synchronized Optional<KnownCall> change(Name name, Change change) {
    return find(name)
        .map(found -> {
          change.to(found);
          return found.known();
        });
  }

  /** What is done to a call. */
  @FunctionalInterface
  interface Change {
    void to(Communication communication);
  }

  /**
   * The call of this name, begun if it is new. Empty if its communication id is none that was given
   * out.
   */
  synchronized Optional<KnownCall> begin(Name name, Change change) {
    Optional<Communication> found = find(name);
    if (found.isEmpty() && name.communicationId().isPresent()) {
      return Optional.empty();
    }
    Communication begun = found.orElseGet(() -> create(Optional.empty()));
    name.externalId().ifPresent(external -> name(begun, external));
    change.to(begun);
    return Optional.of(begun.known());
  }

  /**
   * Enters a call into the history. A call that is there already is entered a second time. Empty if
   * its communication id is none that was given out.
   */
  synchronized Optional<KnownCall> register(Name name, Registration registration) {
    return begin(
        name,
        communication -> {
          if (communication.isRegistered()) {
            violations.add(
                Rule.REGISTERED_ONCE, name.shown(), "expected one register-call, got another");
            Communication second = create(Optional.empty());
            name.externalId().ifPresent(external -> name(second, external));
            second.register(registration);
          } else {
            communication.register(registration);
          }
        });
  }

  private void name(Communication communication, String external) {
    String raw = raw(external);
    if (communication.externalId() == null) {
      communication.name(raw);
      byExternalId.computeIfAbsent(raw, _ -> new ArrayList<>(1)).add(communication);
    }
  }

  private Optional<Communication> find(Name name) {
    @Nullable Communication byExternal =
        name.externalId().flatMap(external -> named(external).stream().findFirst()).orElse(null);
    if (name.communicationId().isEmpty()) {
      return Optional.ofNullable(byExternal);
    }
    Optional<Communication> found = name.communicationId().map(byId::get);
    found.ifPresent(communication -> checkSame(communication, byExternal, name));
    return found;
  }

  private void checkSame(Communication found, @Nullable Communication byExternal, Name name) {
    boolean another = byExternal != null && byExternal != found && !sameName(found, name);
    boolean renamed = found.externalId() != null && !sameName(found, name);
    if (another || renamed) {
      violations.add(
          Rule.SAME_CALL,
          name.shown(),
          "expected externalId %s of communication %s"
              .formatted(
                  found.externalId() == null ? "of no other call" : found.externalId(),
                  found.id()));
    }
  }

  private boolean sameName(Communication found, Name name) {
    return name.externalId().map(this::raw).map(raw -> raw.equals(found.externalId())).orElse(true);
  }

  /** The vendor's later examples send the prefix along. */
  private String raw(String external) {
    return external.startsWith(prefix) ? external.substring(prefix.length()) : external;
  }

  private Communication create(Optional<KnownCall.Asked> asked) {
    String id = new UUID(random.nextLong(), random.nextLong()).toString();
    Communication created = new Communication(id, asked, violations);
    byId.put(id, created);
    return created;
  }

  /** All of them, in the order in which the CRM first heard of them. */
  synchronized List<KnownCall> known() {
    List<KnownCall> known = new ArrayList<>();
    byId.values().forEach(communication -> known.add(communication.known()));
    return known;
  }

  /** Those of this external id: one, unless it was registered several times. */
  synchronized List<KnownCall> known(String externalId) {
    return named(externalId).stream().map(Communication::known).toList();
  }

  private List<Communication> named(String externalId) {
    return byExternalId.getOrDefault(raw(externalId), List.of());
  }

  synchronized int count() {
    return byId.size();
  }
}
