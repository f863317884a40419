package dev.ringbus.config;

import dev.ringbus.config.DialectOptions.Configured;
import dev.ringbus.config.file.Cidr;
import dev.ringbus.config.file.Host;
import dev.ringbus.config.file.IntegrationEntry;
import dev.ringbus.config.yaml.Setting;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.KeyDigest;
import dev.ringbus.model.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks integrations: credentials, references, and the options of their dialects. */
final class Integrations {

  private final Inspection inspection;
  private final DialectOptions dialectOptions;
  private final KeyDigests digests;
  private final Set<String> plans;
  private final Set<String> crms;

  /**
   * @param plans the ids of plans that an integration may name
   * @param crms the ids of CRMs that an integration may name
   */
  Integrations(
      Inspection inspection,
      DialectOptions dialectOptions,
      KeyDigests digests,
      Set<String> plans,
      Set<String> crms) {
    this.inspection = inspection;
    this.dialectOptions = dialectOptions;
    this.digests = digests;
    this.plans = plans;
    this.crms = crms;
  }

  /**
   * An integration as far as it was read, and what its PBX can do.
   *
   * @param plan by which its calls are decided about, if it has one and asks
   */
  record CheckedIntegration(Account account, PbxDialect dialect, Optional<String> plan) {}

  List<CheckedIntegration> of(Map<String, Setting<IntegrationEntry>> entries) {
    List<CheckedIntegration> integrations = new ArrayList<>();
    entries.forEach((id, setting) ->
        setting.ifGiven(entry -> integration(id, setting, entry).ifPresent(integrations::add)));
    return integrations;
  }

  private Optional<CheckedIntegration> integration(
      String id, Setting<IntegrationEntry> setting, IntegrationEntry entry) {
    inspection.reference(entry.plan(), "a plan", plans);
    inspection.reference(entry.crm(), "a CRM", crms);
    Optional<Secret> key =
        entry.key().value().flatMap(text -> inspection.key(text, entry.key().place()));
    Optional<Configured> configured = dialectOptions.of(entry, setting.place());
    configured.ifPresent(it -> checkUse(entry, setting, it));
    if (!IntegrationId.isValid(id)
        || !entry.timeZone().isGiven()
        || !entry.closeAfter().isGiven()) {
      return Optional.empty();
    }
    return configured.map(it ->
        new CheckedIntegration(
            new Account(integration(new IntegrationId(id), entry, key, it), key, it.secrets()),
            it.dialect(),
            entry.plan().value().filter(_ -> it.provider().decides())));
  }

  private void checkUse(
      IntegrationEntry entry, Setting<IntegrationEntry> setting, Configured configured) {
    if (!entry.key().isWritten() && !configured.dialect().verifiesRequests()) {
      inspection.fault(setting.place(), "needs key, by which its requests are known");
    }
    if (entry.plan().isGiven() && !configured.provider().decides()) {
      inspection.fault(
          entry.plan().place(),
          "expected no plan, "
              + configured.provider().platform()
              + " reports calls and never asks what to do with them");
    }
  }

  private Integration integration(
      IntegrationId id, IntegrationEntry entry, Optional<Secret> key, Configured configured) {
    @Nullable KeyDigest digest = key.map(it -> digests.ofIntegration(id, it)).orElse(null);
    return Versions.stamp(version ->
        new Integration(
            id,
            configured.provider().platform(),
            digest,
            entry.user().orNull(),
            entry.plan().orNull(),
            entry.crm().orNull(),
            entry.timeZone().get(),
            Setting.given(entry.allowFrom()).stream().map(Cidr::text).toList(),
            entry.closeAfter().get(),
            Setting.given(entry.recordingsFrom()).stream().map(Host::text).toList(),
            configured.options(),
            configured.references(),
            version));
  }
}
