package dev.ringbus.crmsync.assembly;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallState;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.Integration;
import dev.ringbus.store.AssembledCall;
import dev.ringbus.store.Assembly;
import dev.ringbus.store.CallHistory;
import dev.ringbus.store.PlannedDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a call's events come to, with the configuration as it is now: the call, what its CRM is to
 * be told, and when it is closed if its end never comes.
 */
final class CallAssembly implements Assembly {

  /** Of an integration that is configured no more. */
  static final Duration CLOSE_AFTER = Duration.ofHours(4);

  private final Configuration configuration;
  private final RegisterAfter registerAfter;
  private final Instant now;

  CallAssembly(Configuration configuration, RegisterAfter registerAfter, Instant now) {
    this.configuration = configuration;
    this.registerAfter = registerAfter;
    this.now = now;
  }

  @Override
  public AssembledCall assemble(CallHistory history) {
    Call call = CallFold.of(history.key(), history.events());
    Optional<Integration> integration = configuration.integration(call.integration());
    Heard heard = new Heard(history.events());
    List<PlannedDelivery> deliveries =
        integration
            .filter(_ -> isCall(history.events()))
            .flatMap(known ->
                workspace(known, history.planned())
                    .map(workspace -> plan(known, workspace, call, history, heard)))
            .orElse(List.of());
    Duration closeAfter = integration.map(Integration::closeAfter).orElse(CLOSE_AFTER);
    return new AssembledCall(
        call,
        call.state() == CallState.ENDED ? null : heard.last().plus(closeAfter),
        deliveries,
        Answering.find(history).orElse(null));
  }

  /**
   * The one that was told of the call before, whatever its integration has now: a call that is half
   * told would never end there, and be registered twice.
   */
  private Optional<Workspace> workspace(Integration integration, Set<String> planned) {
    Set<String> told =
        planned.stream().map(PlannedDelivery::crm).collect(Collectors.toCollection(TreeSet::new));
    return told.isEmpty() || (integration.crm() != null && told.contains(integration.crm()))
        ? Workspace.of(integration, configuration)
        : told.stream().flatMap(crm -> Workspace.of(crm, configuration).stream()).findFirst();
  }

  private List<PlannedDelivery> plan(
      Integration integration, Workspace workspace, Call call, CallHistory history, Heard heard) {
    return switch (workspace.tells()) {
      case PROGRESS ->
          new Planner(workspace, registerAfter, now)
              .plan(call, history.before(), history.planned(), heard);
      case EVENTS ->
          new EventPlanner(workspace, Questions.of(integration, workspace, configuration), now)
              .plan(history.events(), history.planned());
    };
  }

  /** PBXs also tell of what is no call, a text message for example; no CRM is told of that. */
  private static boolean isCall(List<CallEvent> events) {
    return events.stream()
        .anyMatch(event -> event.type() != CallEventType.VENDOR_OTHER && event.inferred() == null);
  }
}
