package dev.ringbus.standalone;

import dev.ringbus.config.ConfigurationResult.Valid;
import dev.ringbus.simulator.Account;
import dev.ringbus.simulator.misbehaviour.Misbehaviour;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which PBXs are simulated, and how they behave. */
final class PbxOptions {

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://localhost:8080",
      description = "The hub's ingress (default: ${DEFAULT-VALUE}).")
  private URI url = URI.create("http://localhost:8080");

  @Option(
      names = "--platform",
      paramLabel = "NAME",
      split = ",",
      description = "Only integrations of this platform, for example mts; several with commas.")
  private List<String> platforms = List.of();

  @Option(
      names = "--integration",
      paramLabel = "ID",
      split = ",",
      description = "Only these integrations.")
  private List<String> integrations = List.of();

  @Option(
      names = "--misbehave",
      paramLabel = "WAY",
      split = ",",
      description =
          "What PBXs do now and then: duplicate, reorder, slow, encoding, case; lose (answers to polls).")
  private List<String> misbehave = List.of();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of all chance (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  URI hub() {
    return url;
  }

  long seed() {
    return seed;
  }

  /** The integrations of the configuration that are meant: at least one. */
  List<Account> chosen(Valid valid) {
    List<Account> chosen =
        valid.accounts().stream()
            .filter(account -> matches(platforms, account.integration().platform().value()))
            .filter(account -> matches(integrations, account.integration().id().value()))
            .map(account ->
                new Account(account.integration(), account.key().orElse(null), account.secrets()))
            .toList();
    if (chosen.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "no integration of the configuration is meant: there are " + names(valid));
    }
    return chosen;
  }

  private static boolean matches(List<String> wanted, String value) {
    return wanted.isEmpty() || wanted.contains(value);
  }

  private static List<String> names(Valid valid) {
    return valid.accounts().stream()
        .map(account -> account.integration().id() + " (" + account.integration().platform() + ")")
        .toList();
  }

  Set<Misbehaviour> ways() {
    Set<Misbehaviour> ways = EnumSet.noneOf(Misbehaviour.class);
    for (String word : misbehave) {
      ways.add(
          EnumSet.allOf(Misbehaviour.class).stream()
              .filter(way -> way.word().equals(word))
              .findFirst()
              .orElseThrow(() ->
                  new ParameterException(
                      spec.commandLine(),
                      "--misbehave is duplicate, reorder, slow, encoding, case or lose, not "
                          + word)));
    }
    return ways;
  }
}
