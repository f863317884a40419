package dev.ringbus.control.http;

import dev.ringbus.control.http.Endpoint.Shape;
import dev.ringbus.control.http.Parameter.Format;
import dev.ringbus.model.Call;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.CallState;
import dev.ringbus.store.CallDossier;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.DeliveryView;
import dev.ringbus.store.Inquiries;
import dev.ringbus.store.Inquiries.CallFilter;
import dev.ringbus.store.Inquiries.DeliveryFilter;
import dev.ringbus.store.WorkspaceView;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;

/** The endpoints of the control API. */
final class ControlEndpoints {

  private static final Format TEXT = new Format.Text();
  private static final Format TIME = new Format.Time();
  private static final List<Parameter> OF_DELIVERIES =
      List.of(
          Parameter.query("state", Format.Choice.of(DeliveryState.class), "Where they are."),
          Parameter.query("crm", TEXT, "The workspace."),
          Parameter.query("operation", TEXT, "What the CRM is told, for example register-call."),
          Parameter.query("call", new Format.Key(), "The call, as {integration}:{callId}."),
          Parameter.query("from", TIME, "Planned at this time or later."),
          Parameter.query("to", TIME, "Planned before this time."));

  private final Inquiries inquiries;
  private final Clock clock;

  ControlEndpoints(Inquiries inquiries, Clock clock) {
    this.inquiries = inquiries;
    this.clock = clock;
  }

  List<Endpoint> all() {
    return List.of(calls(), call(), deliveries(), replay(), replayAll(), workspaces());
  }

  private Endpoint calls() {
    List<Parameter> filter =
        List.of(
            Parameter.query("from", TIME, "Started at this time or later."),
            Parameter.query("to", TIME, "Started before this time."),
            Parameter.query(
                "number",
                TEXT,
                "Of anybody in the call: canonical (+ and digits) or an extension, as in events."),
            Parameter.query("state", Format.Choice.of(CallState.class), "Where they are."),
            Parameter.query("integration", TEXT, "The integration."));
    return new Endpoint(
        HttpMethod.GET,
        "/api/v1/calls",
        "Calls, the latest first.",
        Parameter.joined(filter, Paging.PARAMETERS),
        200,
        new Shape.PageOf(Call.class),
        List.of(),
        given ->
            inquiries.calls(
                new CallFilter(
                    given.time("from"),
                    given.time("to"),
                    given.text("number"),
                    given.text("state"),
                    given.text("integration")),
                Paging.page(given)));
  }

  private Endpoint call() {
    return new Endpoint(
        HttpMethod.GET,
        "/api/v1/calls/{integration}/{callId}",
        "One call: its legs, the events it is made of, and what CRMs were told of it.",
        List.of(
            Parameter.path("integration", TEXT, "The integration."),
            Parameter.path("callId", TEXT, "The vendor's own id of the call.")),
        200,
        new Shape.One(CallDossier.class),
        List.of(404),
        given -> {
          CallKey key = given.call();
          return orElse(inquiries.call(key), () -> NotThere.notFound("there is no call " + key));
        });
  }

  private Endpoint deliveries() {
    return new Endpoint(
        HttpMethod.GET,
        "/api/v1/deliveries",
        "What CRMs are told, the latest first.",
        Parameter.joined(OF_DELIVERIES, Paging.PARAMETERS),
        200,
        new Shape.PageOf(DeliveryView.class),
        List.of(),
        given -> inquiries.deliveries(deliveryFilter(given), Paging.page(given)));
  }

  private Endpoint replay() {
    return new Endpoint(
        HttpMethod.POST,
        "/api/v1/deliveries/{id}/replay",
        "Sends a delivery again that is parked, dropped or unknown; of an unknown one its CRM is"
            + " asked first, if it can tell, whether it has it.",
        List.of(
            Parameter.path(
                "id", new Format.Whole(1, Long.MAX_VALUE), "The delivery, as in the list.")),
        202,
        new Shape.One(DeliveryView.class),
        List.of(409),
        given -> {
          long id = given.whole("id", 0);
          return orElse(
              inquiries.replay(id, clock.instant()),
              () -> NotThere.conflict("no delivery " + id + " is parked, dropped or unknown"));
        });
  }

  private Endpoint replayAll() {
    return new Endpoint(
        HttpMethod.POST,
        "/api/v1/deliveries/replay",
        "Sends all again that match and are parked, dropped or unknown, as one; it needs a"
            + " filter.",
        OF_DELIVERIES,
        202,
        new Shape.One(Replayed.class),
        List.of(),
        given -> {
          DeliveryFilter filter = deliveryFilter(given);
          if (filter.equals(new DeliveryFilter(null, null, null, null, null, null))) {
            throw new BadRequest("expected a filter, for example state=parked");
          }
          return inquiries.replayAll(filter, clock.instant()).map(Replayed::new);
        });
  }

  private Endpoint workspaces() {
    return new Endpoint(
        HttpMethod.GET,
        "/api/v1/workspaces",
        "CRM workspaces, and how their deliveries do.",
        List.of(),
        200,
        new Shape.ListOf(WorkspaceView.class),
        List.of(),
        _ -> inquiries.workspaces(clock.instant()));
  }

  private static DeliveryFilter deliveryFilter(Arguments given) {
    return new DeliveryFilter(
        state(given.text("state")),
        given.text("crm"),
        given.text("operation"),
        given.get("call", CallKey.class),
        given.time("from"),
        given.time("to"));
  }

  private static @Nullable DeliveryState state(@Nullable String name) {
    return Arrays.stream(DeliveryState.values())
        .filter(state -> state.wireName().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static <T> Mono<T> orElse(Mono<Optional<T>> found, Supplier<NotThere> otherwise) {
    return found.flatMap(value -> value.map(Mono::just).orElseGet(() -> Mono.error(otherwise)));
  }
}
