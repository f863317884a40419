package dev.ringbus.ingress;

import dev.ringbus.model.Decision;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.KeyDigest;
import dev.ringbus.model.Plan;
import dev.ringbus.model.Platform;
import dev.ringbus.model.SecretRef;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Integrations and plans as they are configured, for tests. */
public final class Connections {

  private Connections() {}

  /** An integration of that platform and key, with nothing else. */
  public static Builder integration(String id, String platform, String key) {
    return new Builder(id, platform, key);
  }

  /** A plan without rules. */
  public static Plan plan(String id, Duration deadline, Decision otherwise) {
    return new Plan(id, deadline, List.of(), otherwise, "v1");
  }

  /** Collects what an integration has beside its name, platform and key. */
  public static final class Builder {
    private final String id;
    private final String platform;
    private final String key;
    private @Nullable String user;
    private @Nullable String plan;
    private @Nullable String crm;
    private final List<String> allowFrom = new ArrayList<>();
    private final Map<String, @Nullable Object> options = new HashMap<>();
    private final Map<String, SecretRef> secrets = new HashMap<>();

    private Builder(String id, String platform, String key) {
      this.id = id;
      this.platform = platform;
      this.key = key;
    }

    public Builder user(String value) {
      user = value;
      return this;
    }

    public Builder plan(Plan value) {
      plan = value.id();
      return this;
    }

    public Builder crm(String value) {
      crm = value;
      return this;
    }

    public Builder allowFrom(String... cidrs) {
      allowFrom.addAll(List.of(cidrs));
      return this;
    }

    public Builder option(String name, Object value) {
      options.put(name, value);
      return this;
    }

    public Builder secret(String name, SecretRef ref) {
      secrets.put(name, ref);
      return this;
    }

    public Integration build() {
      return new Integration(
          new IntegrationId(id),
          new Platform(platform),
          KeyDigest.of(key, ("salt of " + id).getBytes(StandardCharsets.UTF_8)),
          user,
          plan,
          crm,
          ZoneId.of("Europe/Moscow"),
          allowFrom,
          Duration.ofHours(4),
          List.of(),
          options,
          secrets,
          "v1");
    }
  }
}
