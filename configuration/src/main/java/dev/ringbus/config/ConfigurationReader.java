package dev.ringbus.config;

import dev.ringbus.config.ConfigurationResult.Invalid;
import dev.ringbus.config.ConfigurationResult.Valid;
import dev.ringbus.config.Integrations.CheckedIntegration;
import dev.ringbus.config.Plans.CheckedPlan;
import dev.ringbus.config.file.ControlEntry;
import dev.ringbus.config.file.FileShape;
import dev.ringbus.config.file.HubFile;
import dev.ringbus.config.yaml.Faults;
import dev.ringbus.config.yaml.Place;
import dev.ringbus.config.yaml.Setting;
import dev.ringbus.config.yaml.Shape;
import dev.ringbus.config.yaml.YamlTree;
import dev.ringbus.config.yaml.YamlValue;
import dev.ringbus.config.yaml.YamlValue.Scalar;
import dev.ringbus.config.yaml.YamlValue.ScalarType;
import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.model.ConfigResource;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.ControlApi;
import dev.ringbus.model.SecretSource;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code ringbus.yaml} and checks it whole: the result is a configuration, or every fault.
 * Safe for use by many threads.
 */
public final class ConfigurationReader {

  private final List<DialectProvider> dialects;
  private final ExpressionChecker expressions;
  private final Map<String, String> environment;
  private final Shape<HubFile> shape;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param environment where {@code {env: NAME}} is looked up
   */
  public ConfigurationReader(
      List<DialectProvider> dialects,
      ExpressionChecker expressions,
      Map<String, String> environment) {
    this.dialects = List.copyOf(dialects);
    this.expressions = expressions;
    this.environment = Map.copyOf(environment);
    this.shape = FileShape.of(this.dialects);
  }

  /** Reads a file where nothing was applied before. */
  public ConfigurationResult read(Path file) {
    return read(file, Configuration.EMPTY);
  }

  /**
   * Reads a file.
   *
   * @param previous what was applied before: a key that is still the same keeps its digest, so that
   *     applying an unchanged file changes nothing
   */
  public ConfigurationResult read(Path file, Configuration previous) {
    Faults faults = new Faults();
    Path folder = file.toAbsolutePath().getParent();
    SecretSource secrets = new SecretSource(environment, folder == null ? file : folder);
    Inspection inspection = new Inspection(faults, new ArrayList<>(), secrets);
    Optional<Valid> valid =
        SourceText.read(file, faults)
            .flatMap(text -> root(text, faults))
            .flatMap(root -> shape.read(root, faults))
            .map(hub -> check(hub, inspection, previous));
    return valid
        .filter(_ -> faults.isEmpty())
        .<ConfigurationResult>map(result -> result)
        .orElseGet(() -> new Invalid(faults.sorted()));
  }

  private static Optional<YamlValue> root(String text, Faults faults) {
    Optional<YamlValue> root =
        YamlTree.read(text, faults)
            .filter(value -> !(value instanceof Scalar it && it.type() == ScalarType.NOTHING));
    if (root.isEmpty() && faults.isEmpty()) {
      faults.add(Place.FILE, "expected integrations and plans, the file is empty");
    }
    return root;
  }

  private Valid check(HubFile hub, Inspection inspection, Configuration previous) {
    var integrationEntries = entries(hub.integrations());
    var planEntries = entries(hub.plans());
    var calendarEntries = entries(hub.calendars());
    var crmEntries = entries(hub.crms());

    KeyDigests digests = new KeyDigests(previous, random);

    List<ConfigResource> resources = new ArrayList<>();
    resources.addAll(Calendars.of(calendarEntries));
    Originations originations = new Originations(inspection, integrationEntries);
    List<Workspace> workspaces =
        new Crms(
                inspection,
                new KonturCrms(inspection, digests, originations),
                new CallEventCrms(inspection))
            .of(crmEntries);
    workspaces.forEach(workspace -> resources.add(workspace.crm()));

    Rules rules =
        new Rules(
            inspection,
            new Conditions(inspection, expressions, calendarEntries.keySet()),
            crmEntries);
    List<CheckedPlan> plans = new Plans(inspection, rules).of(planEntries);
    plans.forEach(plan -> resources.add(plan.plan()));

    List<CheckedIntegration> integrations =
        new Integrations(
                inspection,
                new DialectOptions(inspection, dialects),
                digests,
                planEntries.keySet(),
                crmEntries.keySet())
            .of(integrationEntries);
    integrations.forEach(it -> resources.add(it.account().integration()));
    Capabilities.check(plans, integrations, inspection);
    control(hub, inspection, digests).ifPresent(resources::add);

    return new Valid(
        Configuration.of(resources),
        inspection.notices().stream().sorted().toList(),
        integrations.stream().map(CheckedIntegration::account).toList(),
        workspaces);
  }

  private static Optional<ControlApi> control(
      HubFile hub, Inspection inspection, KeyDigests digests) {
    return hub.control()
        .value()
        .map(ControlEntry::token)
        .filter(Setting::isGiven)
        .flatMap(token -> inspection.key(token.get(), token.place()))
        .map(digests::ofControl)
        .map(digest -> Versions.stamp(version -> new ControlApi(digest, version)));
  }

  private static <T> Map<String, Setting<T>> entries(Setting<Map<String, Setting<T>>> map) {
    return map.value().orElse(Map.of());
  }
}
