package dev.ringbus.control.http;

import dev.ringbus.control.http.Endpoint.Body;
import dev.ringbus.control.http.Endpoint.Shape;
import dev.ringbus.control.http.Parameter.Format;
import dev.ringbus.control.instruct.Answer;
import dev.ringbus.control.instruct.Answer.Impossible;
import dev.ringbus.control.instruct.Answer.Taken;
import dev.ringbus.control.instruct.Answer.Unknown;
import dev.ringbus.control.instruct.Instructions;
import dev.ringbus.control.instruct.Wish;
import dev.ringbus.store.Inquiries.Page;
import dev.ringbus.store.InstructionHistory;
import dev.ringbus.store.InstructionStates;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.http.HttpMethod;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/** The endpoints for whoever steers a call that is connected. */
final class InstructionEndpoints {

  private static final Duration EXPIRES_AFTER = Duration.ofSeconds(60);

  private static final String OF_CALL = "/api/v1/calls/{integration}/{callId}/instructions";
  private static final String ONE = "/api/v1/instructions/";

  private static final List<Parameter> CALL =
      List.of(
          Parameter.path("integration", new Format.Text(), "The integration."),
          Parameter.path(
              "callId",
              new Format.Text(),
              "The vendor's own id of the call; : and / in it are written %3A and %2F."));

  private static final List<Parameter> ID =
      List.of(Parameter.path("id", new Format.Text(), "The instruction."));

  private final Instructions instructions;
  private final InstructionStates states;

  InstructionEndpoints(Instructions instructions, InstructionStates states) {
    this.instructions = instructions;
    this.states = states;
  }

  List<Endpoint> all() {
    return List.of(request(), list(), one(), withdraw());
  }

  private Endpoint request() {
    List<Parameter> how =
        List.of(
            Parameter.query(
                "expiresAfter",
                new Format.Span(Duration.ofSeconds(1), Duration.ofHours(1)),
                "How long it waits for a poll; PT60S unless given."),
            Parameter.query(
                "offerAgainAfter",
                new Format.Whole(1, 100),
                "After how many polls without proof it is offered a second time; as the integration"
                    + " has it, or else never, unless given."),
            Parameter.header(
                "Idempotency-Key",
                new Format.Text(),
                "A name of your own for this request: sent again with the same name, it is the same"
                    + " instruction."));
    return new Endpoint(
        HttpMethod.POST,
        OF_CALL,
        "Tells the PBX of a connected call something at its next poll.",
        Parameter.joined(CALL, how),
        new Body.OneInstruction(),
        202,
        new Shape.One(InstructionView.class),
        List.of(404, 409),
        given -> instructions.request(wish(given), given.trace()).flatMap(this::located));
  }

  private static Wish wish(Arguments given) {
    Long offerAgainAfter = given.get("offerAgainAfter", Long.class);
    return new Wish(
        given.call(),
        given.instruction(),
        Objects.requireNonNullElse(given.get("expiresAfter", Duration.class), EXPIRES_AFTER),
        offerAgainAfter == null ? null : offerAgainAfter.intValue(),
        given.text("Idempotency-Key"));
  }

  private Endpoint list() {
    return new Endpoint(
        HttpMethod.GET,
        OF_CALL,
        "The instructions for a call, whoever wanted them, the latest first.",
        Parameter.joined(CALL, Paging.PARAMETERS),
        200,
        new Shape.PageOf(InstructionView.class),
        List.of(),
        given -> states.of(given.call(), Paging.page(given)).map(InstructionEndpoints::views));
  }

  private static Page<InstructionView> views(Page<InstructionHistory> page) {
    return new Page<>(page.items().stream().map(InstructionView::of).toList(), page.next());
  }

  private Endpoint one() {
    return new Endpoint(
        HttpMethod.GET,
        ONE + "{id}",
        "An instruction, and what became of it.",
        ID,
        200,
        new Shape.One(InstructionView.class),
        List.of(404),
        given -> {
          String id = given.required("id");
          return states
              .find(id)
              .map(found ->
                  found
                      .map(InstructionView::of)
                      .orElseThrow(() -> NotThere.notFound("there is no instruction " + id)));
        });
  }

  private Endpoint withdraw() {
    return new Endpoint(
        HttpMethod.DELETE,
        ONE + "{id}",
        "Takes an instruction back that the PBX was not told yet; its state says whether it was.",
        ID,
        202,
        new Shape.One(InstructionView.class),
        List.of(404, 409),
        given -> instructions.withdraw(given.required("id"), given.trace()).flatMap(this::located));
  }

  private Mono<Located> located(Answer answer) {
    return switch (answer) {
      case Taken(InstructionHistory known) ->
          Mono.just(
              new Located(
                  InstructionView.of(known),
                  ONE + UriUtils.encodePathSegment(known.id(), StandardCharsets.UTF_8)));
      case Unknown(String reason) -> Mono.error(NotThere.notFound(reason));
      case Impossible(String reason) -> Mono.error(NotThere.conflict(reason));
    };
  }
}
