package dev.ringbus.simulator;

import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Platform;
import dev.ringbus.model.Secret;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One account of each kind of PBX. */
public final class Accounts {

  public static final String KEY = "demo-key-0123456789";

  private Accounts() {}

  public static Account comagic() {
    return account("acme-uis", "comagic", Map.of(), Map.of());
  }

  public static Account telphin() {
    return account("acme-ivr", "callinteractive", Map.of("profile", "telphin"), Map.of());
  }

  public static Account voipnow() {
    return account("acme-vn", "callinteractive", Map.of("profile", "voipnow"), Map.of());
  }

  public static Account mts() {
    return account("acme-mts", "mts", Map.of(), Map.of());
  }

  /** SipSim, generation A. */
  public static Account sipsim() {
    return account("acme-sim", "sipsim", Map.of(), Map.of());
  }

  /** SipSim, generation B. */
  public static Account signedSipsim() {
    return account(
        "acme-sim-b",
        "sipsim",
        Map.of(),
        Map.of("signingSecret", new Secret("demo-signing-secret")));
  }

  public static List<Account> all() {
    return List.of(comagic(), telphin(), voipnow(), mts(), sipsim(), signedSipsim());
  }

  private static Account account(
      String id,
      String platform,
      Map<String, @Nullable Object> options,
      Map<String, Secret> secrets) {
    Integration integration =
        new Integration(
            new IntegrationId(id),
            new Platform(platform),
            null,
            platform.equals("mts") ? "mts" : null,
            null,
            null,
            ZoneId.of("Europe/Moscow"),
            List.of(),
            Duration.ofHours(4),
            List.of(),
            options,
            Map.of(),
            "v1");
    return new Account(integration, secrets.isEmpty() ? new Secret(KEY) : null, secrets);
  }
}
