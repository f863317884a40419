package dev.ringbus.standalone;

import dev.ringbus.config.ConfigurationResult.Valid;
import dev.ringbus.config.Workspace;
import dev.ringbus.crm.InvalidCrm;
import dev.ringbus.model.Secret;
import dev.ringbus.simulator.callevent.CallEventCrm;
import dev.ringbus.simulator.callevent.CallEventSettings;
import dev.ringbus.simulator.callevent.CallEventSettings.Tested;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A CRM of the configuration that speaks the API of MTS, simulated where it is said to be. */
record SimulatedCallEvent(Workspace workspace, CallEventCrm crm) implements AutoCloseable {

  static final String TYPE = dev.ringbus.crm.callevent.CallEventSettings.TYPE;

  /** What to write where the configuration has no such CRM. */
  private static final String EXAMPLE =
      """
      expected a CRM of type callevent with a baseUrl on this machine in the configuration, got none; \
      for example

      crms:
        old:
          type: callevent
          baseUrl: http://127.0.0.1:18960
          user: hub
          password: {file: old-password}   # beside this file

      and with an integration: crm: old\
      """;

  /** Whether such a CRM is meant, by its type or its name. */
  static boolean isMeant(Valid valid, String name) {
    return name.equals(TYPE)
        || valid.workspaces().stream()
            .map(Workspace::crm)
            .anyMatch(crm -> crm.type().equals(TYPE) && crm.id().equals(name));
  }

  /**
   * Starts the one that is meant.
   *
   * @param name a type or an id
   * @throws StartFailure if there is none on this machine, or its port cannot be had
   */
  static SimulatedCallEvent start(
      Valid valid, String name, Tested tested, Duration grace, Clock clock) {
    Workspace workspace = meant(valid, name);
    URI url = workspace.crm().baseUrl();
    try {
      return new SimulatedCallEvent(
          workspace,
          CallEventCrm.start(
              CallEventSettings.of(user(workspace), password(workspace), clock)
                  .onPort(SimulatedCrm.port(url))
                  .every(every(workspace))
                  .grace(grace)
                  .tested(tested)));
    } catch (IOException e) {
      throw new StartFailure(
          "cannot simulate %s at %s: %s".formatted(workspace.crm().id(), url, Failures.reason(e)),
          e);
    }
  }

  private static Workspace meant(Valid valid, String name) {
    List<Workspace> here =
        valid.workspaces().stream()
            .filter(workspace -> workspace.crm().type().equals(TYPE))
            .filter(workspace -> name.equals(TYPE) || name.equals(workspace.crm().id()))
            .filter(workspace -> SimulatedCrm.isHere(workspace.crm().baseUrl()))
            .toList();
    if (here.isEmpty()) {
      throw new StartFailure(EXAMPLE);
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

  private static Duration every(Workspace workspace) {
    try {
      return dev.ringbus.crm.callevent.CallEventSettings.of(workspace.crm()).every();
    } catch (InvalidCrm e) {
      throw new StartFailure(Failures.reason(e), e);
    }
  }

  private static String user(Workspace workspace) {
    return Optional.ofNullable(workspace.crm().settings().get("user"))
        .map(String::valueOf)
        .orElse("");
  }

  private static Secret password(Workspace workspace) {
    return Optional.ofNullable(workspace.secrets().get("password"))
        .orElseThrow(() ->
            new StartFailure("expected a password of " + workspace.crm().id() + ", got none"));
  }

  @Override
  public void close() {
    crm.close();
  }
}
