package dev.ringbus.simulator.kontur;

import dev.ringbus.model.Direction;
import dev.ringbus.simulator.kontur.Communications.Name;
import dev.ringbus.simulator.web.WebAnswer.Response;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What several methods have in common: how they name a call, its numbers and its parties. */
final class CallFields {

  private final Violations violations;
  private final Set<String> users;

  /**
   * @param users ids that are known; any if empty
   */
  CallFields(Violations violations, Set<String> users) {
    this.violations = violations;
    this.users = users;
  }

  /** The call that a request is about. */
  static Name name(Fields fields) throws Malformed {
    Name name = new Name(fields.optionalText("communicationId"), fields.optionalText("externalId"));
    if (name.communicationId().isEmpty() && name.externalId().isEmpty()) {
      throw Malformed.missing("communicationId");
    }
    return name;
  }

  /** Internal calls have no number of ours. */
  static @Nullable String vatsPhone(Fields fields, Direction direction) throws Malformed {
    return direction == Direction.INTERNAL
        ? fields.optionalText("externalVatsPhone").orElse(null)
        : fields.text("externalVatsPhone");
  }

  /** One end of a leg. */
  KnownParty party(Fields fields, Name name) throws Malformed {
    KnownParty.Kind kind = fields.choice("type", KnownParty.Kind.values());
    @Nullable String user = fields.optionalText("userId").orElse(null);
    if (user != null && kind == KnownParty.Kind.CLIENT) {
      throw Malformed.value("userId", "A client has no userId.", "party");
    }
    if (user != null && !users.isEmpty() && !users.contains(user)) {
      violations.add(
          Rule.KNOWN_USER, name.shown(), "expected a user of the workspace, got " + user);
    }
    return new KnownParty(kind, user);
  }

  /** The answer where the CRM knows no such call. */
  Response notFound(Name name, Operation operation) {
    violations.add(
        Rule.STARTED_FIRST,
        name.shown(),
        "expected a call that the CRM knows, got %s of %s"
            .formatted(operation.word(), name.shown()));
    return Replies.communicationNotFound(name.communicationId().or(name::externalId).orElse(""));
  }
}
