package dev.ringbus.crmsync.originate;

import dev.ringbus.crm.InvalidCrm;
import dev.ringbus.crm.kontur.KonturSettings;
import dev.ringbus.crm.kontur.KonturUsers;
import dev.ringbus.model.CallCommand.Originate;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Crm;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.Secret;
import dev.ringbus.model.SecretRef;
import dev.ringbus.model.SecretSource;
import dev.ringbus.store.Origination;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes of a CRM's request for a call what is to be asked of a PBX. May read files of secrets. */
final class Wishes {

  private static final String EXTENSION = "extension";
  private static final String CLIENT_PHONE = "clientPhone";
  private static final String COMMUNICATION_ID = "communicationId";
  private static final String SECRET = "secret";

  private final SecretSource secrets;

  Wishes(SecretSource secrets) {
    this.secrets = secrets;
  }

  /** Who is to talk to whom. */
  private record Parties(PhoneNumber extension, PhoneNumber target, String dialled) {}

  Wish of(Originate command, Configuration configuration) {
    Origination unknown = origination(command, integrationOf(command.crm(), configuration), null);
    try {
      KonturSettings settings = settings(command.crm(), configuration);
      KonturSettings.Originate template = settings.originate();
      if (template == null) {
        throw new CannotOriginate("the workspace " + command.crm() + " has no originate setting");
      }
      Parties parties = parties(command, settings.users());
      return new Wish.Possible(
          origination(command, template.integration(), parties),
          PbxRequest.of(
              template,
              placeholders(command, parties, secret(SECRET, template.secret())),
              secret("password", template.password())));
    } catch (CannotOriginate fault) {
      return new Wish.Impossible(unknown, fault.reason());
    }
  }

  /**
   * An integration of the workspace; what is not done on any is kept under the workspace's name.
   */
  private static IntegrationId integrationOf(String crm, Configuration configuration) {
    return configuration.resources().values().stream()
        .filter(Integration.class::isInstance)
        .map(Integration.class::cast)
        .filter(integration -> crm.equals(integration.crm()))
        .map(Integration::id)
        .findFirst()
        .orElseGet(() -> new IntegrationId(IntegrationId.isValid(crm) ? crm : "none"));
  }

  private static Origination origination(
      Originate command, IntegrationId integration, @Nullable Parties parties) {
    Instant requestedAt = command.requestedAt().toInstant();
    return parties == null
        ? new Origination(
            command.crm(), command.communicationId(), integration, null, null, requestedAt)
        : new Origination(
            command.crm(),
            command.communicationId(),
            integration,
            parties.extension(),
            parties.target(),
            requestedAt);
  }

  private static KonturSettings settings(String id, Configuration configuration) {
    Crm crm =
        configuration
            .crm(id)
            .orElseThrow(
                () -> new CannotOriginate("the workspace " + id + " is not configured any more"));
    try {
      return KonturSettings.of(crm);
    } catch (InvalidCrm fault) {
      throw new CannotOriginate(String.valueOf(fault.getMessage()));
    }
  }

  private static Parties parties(Originate command, KonturUsers users) {
    PhoneNumber extension = number(command.fromUserId(), users);
    String toUser = command.toUserId();
    if (toUser != null && !toUser.isBlank()) {
      PhoneNumber other = number(toUser, users);
      return new Parties(extension, other, other.value());
    }
    PhoneNumber dialled = PhoneNumber.read(command.clientPhone());
    PhoneNumber client = PhoneNumber.readInternational(command.clientPhone());
    if (dialled == null || client == null) {
      throw new CannotOriginate("expected a client's number or another user to call, found none");
    }
    return new Parties(extension, client, dialled.value());
  }

  private static PhoneNumber number(String user, KonturUsers users) {
    return users
        .numberOf(user)
        .orElseThrow(() -> new CannotOriginate("the user " + user + " has no internal number"));
  }

  private static Placeholders placeholders(
      Originate command, Parties parties, Optional<Secret> secret) {
    Map<String, String> values = new HashMap<>();
    values.put(EXTENSION, parties.extension().value());
    values.put(CLIENT_PHONE, parties.dialled());
    values.put(COMMUNICATION_ID, command.communicationId());
    secret.ifPresent(found -> values.put(SECRET, found.value()));
    return new Placeholders(values);
  }

  private Optional<Secret> secret(String name, @Nullable SecretRef ref) {
    if (ref == null) {
      return Optional.empty();
    }
    return Optional.of(
        secrets
            .find(ref)
            .orElseThrow(
                () -> new CannotOriginate("originate.http." + name + " is not to be found here")));
  }
}
