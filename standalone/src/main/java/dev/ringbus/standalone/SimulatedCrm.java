package dev.ringbus.standalone;

import dev.ringbus.config.ConfigurationResult.Valid;
import dev.ringbus.config.Workspace;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.Secret;
import dev.ringbus.simulator.kontur.KonturCrm;
import dev.ringbus.simulator.kontur.KonturSettings;
import dev.ringbus.simulator.kontur.SystemCalls;
import dev.ringbus.simulator.pbx.Premises;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A CRM of the configuration, simulated where the configuration says that it is. */
record SimulatedCrm(Workspace workspace, KonturCrm crm, Map<String, String> extensions)
    implements AutoCloseable {

  private static final String KONTUR = "kontur";

  /**
   * Starts the one that is meant.
   *
   * @param name a type or an id
   * @throws StartFailure if there is none on this machine, or its port cannot be had
   */
  static SimulatedCrm start(Valid valid, String name, List<String> owners, Clock clock) {
    Workspace workspace = meant(valid, name);
    Map<String, String> extensions = users(workspace);
    KonturSettings settings =
        KonturSettings.of(secret(workspace, "apiKey"), clock)
            .named(workspace.crm().id())
            .onPort(port(workspace.crm().baseUrl()))
            .withUsers(extensions.keySet())
            .withOwners(owners(owners, extensions));
    if (workspace.crm().settings().get("secretName") instanceof String secret) {
      settings = settings.proved(secret, secret(workspace, "secret"));
    }
    try {
      return new SimulatedCrm(workspace, KonturCrm.start(settings), extensions);
    } catch (IOException e) {
      throw new StartFailure(
          "cannot simulate %s at %s: %s"
              .formatted(workspace.crm().id(), workspace.crm().baseUrl(), Failures.reason(e)),
          e);
    }
  }

  private static Workspace meant(Valid valid, String name) {
    List<Workspace> here =
        valid.workspaces().stream()
            .filter(workspace -> workspace.crm().type().equals(KONTUR))
            .filter(workspace -> name.equals(KONTUR) || name.equals(workspace.crm().id()))
            .filter(workspace -> isHere(workspace.crm().baseUrl()))
            .toList();
    if (here.isEmpty()) {
      throw new StartFailure(
          "expected a CRM of type kontur (or of the name %s) with a baseUrl on this machine, for"
                  .formatted(name)
              + " example http://127.0.0.1:18950, in the configuration, got none");
    }
    if (here.size() > 1) {
      throw new StartFailure(
          "several CRMs are meant, name one: "
              + here.stream()
                  .map(workspace -> workspace.crm().id())
                  .collect(Collectors.joining(", ")));
    }
    return here.getFirst();
  }

  static boolean isHere(URI url) {
    try {
      return "http".equals(url.getScheme())
          && url.getHost() != null
          && InetAddress.getByName(url.getHost()).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }

  static int port(URI url) {
    return url.getPort() < 0 ? 80 : url.getPort();
  }

  private static Secret secret(Workspace workspace, String name) {
    return Optional.ofNullable(workspace.secrets().get(name))
        .orElseThrow(() ->
            new StartFailure(
                "expected a value of %s of %s, got none".formatted(name, workspace.crm().id())));
  }

  private static Map<String, String> users(Workspace workspace) {
    Map<String, String> users = new TreeMap<>();
    if (workspace.crm().settings().get("users") instanceof Map<?, ?> map) {
      map.forEach((user, extension) -> users.put(String.valueOf(user), String.valueOf(extension)));
    }
    return users;
  }

  private static Map<String, List<String>> owners(
      List<String> texts, Map<String, String> extensions) {
    Map<String, List<String>> owners = new TreeMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new StartFailure("--owner is PHONE=USER, not " + text);
      }
      owners.put(text.substring(0, equals), List.of(user(text.substring(equals + 1), extensions)));
    }
    return owners;
  }

  /** A user by the id, or by the extension that is mapped to it. */
  static String user(String text, Map<String, String> extensions) {
    return extensions.entrySet().stream()
        .filter(entry -> entry.getValue().equals(text))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(text);
  }

  /** What the PBXs beside it have: its users, and recordings that can be fetched from it. */
  Premises premises() {
    return new Premises(
        extensions.values().stream().distinct().sorted().map(PhoneNumber::new).toList(),
        Optional.of(crm.recordingUrl("")));
  }

  /**
   * Its buttons.
   *
   * @throws StartFailure if the configuration has no key for them
   */
  SystemCalls buttons(URI hub) {
    Secret key =
        workspace
            .inboundKey()
            .orElseThrow(() ->
                new StartFailure(
                    "expected an inboundKey of %s for its buttons, got none"
                        .formatted(workspace.crm().id())));
    return crm.systemCalls(
        URI.create(
            "%s/kontur/%s/%s"
                .formatted(
                    hub.toString().replaceAll("/+$", ""), workspace.crm().id(), key.value())));
  }

  @Override
  public void close() {
    crm.close();
  }
}
