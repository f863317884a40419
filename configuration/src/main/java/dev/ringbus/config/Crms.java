package dev.ringbus.config;

import dev.ringbus.config.file.CrmEntry;
import dev.ringbus.config.file.CrmEntry.CallEvent;
import dev.ringbus.config.file.CrmEntry.Kontur;
import dev.ringbus.config.yaml.Setting;
import dev.ringbus.model.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks CRM workspaces, each by its type, and that no two are the same. */
final class Crms {

  private final Inspection inspection;
  private final KonturCrms konturs;
  private final CallEventCrms callEvents;

  Crms(Inspection inspection, KonturCrms konturs, CallEventCrms callEvents) {
    this.inspection = inspection;
    this.konturs = konturs;
    this.callEvents = callEvents;
  }

  List<Workspace> of(Map<String, Setting<CrmEntry>> entries) {
    List<Workspace> workspaces = new ArrayList<>();
    entries.forEach((id, setting) ->
        setting.value().flatMap(entry -> workspace(id, entry)).ifPresent(workspaces::add));
    checkDistinct(workspaces, entries);
    return workspaces;
  }

  private Optional<Workspace> workspace(String id, CrmEntry entry) {
    checkAddress(entry.baseUrl());
    return switch (entry) {
      case Kontur kontur -> konturs.of(id, kontur);
      case CallEvent callEvent -> callEvents.of(id, callEvent);
    };
  }

  private void checkAddress(Setting<URI> baseUrl) {
    baseUrl.ifGiven(url -> {
      if (url.getRawQuery() != null) {
        inspection.fault(baseUrl.place(), "expected a URL without a query, paths are added to it");
      }
    });
  }

  /**
   * What proves an integration to its CRM is of one workspace: there its calls would stand twice.
   */
  private void checkDistinct(List<Workspace> workspaces, Map<String, Setting<CrmEntry>> entries) {
    Map<List<Object>, String> byApiKey = new HashMap<>();
    Map<Secret, String> byInboundKey = new HashMap<>();
    for (Workspace workspace : workspaces) {
      String id = workspace.crm().id();
      Optional<Kontur> entry =
          Optional.ofNullable(entries.get(id))
              .flatMap(Setting::value)
              .filter(Kontur.class::isInstance)
              .map(Kontur.class::cast);
      if (entry.isEmpty()) {
        continue;
      }
      Optional.ofNullable(workspace.secrets().get("apiKey"))
          .map(key -> byApiKey.putIfAbsent(List.of(workspace.crm().baseUrl(), key), id))
          .ifPresent(other ->
              inspection.fault(
                  entry.get().apiKey().place(),
                  "expected a key of its own, " + other + " has the same: both are one workspace"));
      workspace
          .inboundKey()
          .map(key -> byInboundKey.putIfAbsent(key, id))
          .ifPresent(other ->
              inspection.notice(
                  entry.get().inboundKey().place(),
                  other + " has the same: who knows the URL of one can guess the other's"));
    }
  }
}
