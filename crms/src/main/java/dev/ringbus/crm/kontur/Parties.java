package dev.ringbus.crm.kontur;

import dev.ringbus.model.Party;
import dev.ringbus.model.PhoneNumber;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parties of one operation as users and clients; remembers who has no user. */
final class Parties {

  private final KonturUsers users;
  private final Set<String> unmapped = new LinkedHashSet<>();

  Parties(KonturUsers users) {
    this.users = users;
  }

  KonturParty of(Party party) {
    return switch (party.kind()) {
      case CLIENT -> KonturParty.CLIENT;
      case EMPLOYEE -> new KonturParty(KonturParty.Type.USER, userOf(party.number()));
    };
  }

  private @Nullable String userOf(@Nullable PhoneNumber number) {
    Optional<String> user = number == null ? Optional.empty() : users.userOf(number);
    if (user.isEmpty()) {
      unmapped.add(number == null ? "an employee without a number" : number.value());
    }
    return user.orElse(null);
  }

  /** Who has no user; null if everybody has. */
  @Nullable String remark() {
    return unmapped.isEmpty() ? null : "no user is mapped to " + String.join(", ", unmapped);
  }
}
