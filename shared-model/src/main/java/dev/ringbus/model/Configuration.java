package dev.ringbus.model;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All resources of the hub at one moment, by their record key. */
public record Configuration(Map<String, ConfigResource> resources) {

  public static final Configuration EMPTY = new Configuration(Map.of());

  public Configuration {
    resources = Collections.unmodifiableMap(new TreeMap<>(resources));
  }

  /** A configuration of these resources. */
  public static Configuration of(Collection<? extends ConfigResource> resources) {
    Map<String, ConfigResource> byKey = new TreeMap<>();
    resources.forEach(resource -> byKey.put(resource.key(), resource));
    return new Configuration(byKey);
  }

  public Optional<Integration> integration(IntegrationId id) {
    return find("integration/" + id, Integration.class);
  }

  public Optional<Plan> plan(String id) {
    return find("plan/" + id, Plan.class);
  }

  public Optional<Calendar> calendar(String id) {
    return find("calendar/" + id, Calendar.class);
  }

  public Optional<Crm> crm(String id) {
    return find("crm/" + id, Crm.class);
  }

  /** Absent where no token is set: then nobody may use the control API. */
  public Optional<ControlApi> controlApi() {
    return find(ControlApi.KEY, ControlApi.class);
  }

  private <T extends ConfigResource> Optional<T> find(String key, Class<T> type) {
    return Optional.ofNullable(resources.get(key)).map(type::cast);
  }
}
