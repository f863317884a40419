package dev.ringbus.simulator.kontur;

import dev.ringbus.simulator.kontur.files.TemporaryFiles.Keeping;
import dev.ringbus.simulator.web.WebAnswer;
import dev.ringbus.simulator.web.WebAnswer.Response;
import dev.ringbus.simulator.web.WebRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What each request has to get through: faults that are on, and the access key. */
final class Gate {

  private static final String ACCESS_KEY = "X-XCOM-AccessKey";

  private final AccessKeys keys;
  private final Faults faults;
  private final Violations violations;
  private final Traffic traffic;

  Gate(AccessKeys keys, Faults faults, Violations violations, Traffic traffic) {
    this.keys = keys;
    this.faults = faults;
    this.violations = violations;
    this.traffic = traffic;
  }

  /** What answers a request that gets through. */
  @FunctionalInterface
  interface Inside {
    Response answer() throws Malformed;
  }

  /** A request that needs no access key. */
  WebAnswer open(Operation operation, Inside inside) {
    return pass(operation, faults.meeting(operation), Optional.empty(), inside);
  }

  /** A request that needs one. */
  WebAnswer pass(WebRequest request, Operation operation, Inside inside) {
    return pass(operation, faults.meeting(operation), Optional.of(request), inside);
  }

  /** A file that is uploaded, and perhaps lost at once. */
  WebAnswer passUpload(WebRequest request, Function<Keeping, Response> inside) {
    List<Fault> meeting = faults.meeting(Operation.UPLOAD);
    Keeping keeping =
        meeting.stream().anyMatch(Fault.LoseUpload.class::isInstance) ? Keeping.LOST : Keeping.KEPT;
    return pass(Operation.UPLOAD, meeting, Optional.of(request), () -> inside.apply(keeping));
  }

  private WebAnswer pass(
      Operation operation, List<Fault> meeting, Optional<WebRequest> keyed, Inside inside) {
    traffic.asked(operation);
    WebAnswer answer =
        refused(meeting)
            .or(() -> keyed.flatMap(request -> unauthorized(request, meeting)))
            .orElseGet(() -> answered(operation, meeting, inside));
    Duration delay = Duration.ZERO;
    for (Fault fault : meeting) {
      if (fault instanceof Fault.DropAnswer && !(answer instanceof WebAnswer.Silence)) {
        answer = new WebAnswer.Silence(Duration.ZERO);
      }
      if (fault instanceof Fault.Slow(Duration each)) {
        delay = delay.plus(each);
      }
    }
    if (answer instanceof Response response) {
      traffic.answered(response.status());
    }
    return answer.later(delay);
  }

  /** Faults that come before anything is done. */
  private static Optional<WebAnswer> refused(List<Fault> meeting) {
    for (Fault fault : meeting) {
      switch (fault) {
        case Fault.DropRequest() -> {
          return Optional.of(new WebAnswer.Silence(Duration.ZERO));
        }
        case Fault.ServerError(int status) -> {
          return Optional.of(Response.of(status, "text/plain; charset=utf-8", "simulated failure"));
        }
        case Fault.TooManyRequests(Duration retryAfter) -> {
          return Optional.of(
              Response.of(429, "text/plain; charset=utf-8", "simulated limit")
                  .with("Retry-After", Long.toString(retryAfter.toSeconds())));
        }
        case Fault.Slow _,
            Fault.DropAnswer _,
            Fault.ExpireKey _,
            Fault.LoseUpload _,
            Fault.FindMalformed _ -> {}
      }
    }
    return Optional.empty();
  }

  private Optional<WebAnswer> unauthorized(WebRequest request, List<Fault> meeting) {
    String key = request.header(ACCESS_KEY).orElse("");
    if (meeting.stream().anyMatch(Fault.ExpireKey.class::isInstance)) {
      keys.expire(key);
    }
    return switch (keys.worth(key)) {
      case VALID -> Optional.empty();
      case EXPIRED -> Optional.of(Replies.unauthorized());
      case UNKNOWN -> {
        violations.add(
            Rule.ACCESS_KEY,
            "",
            "expected an access key of this workspace with %s, got %s"
                .formatted(request, key.isEmpty() ? "none" : "another"));
        yield Optional.of(Replies.unauthorized());
      }
    };
  }

  private Response answered(Operation operation, List<Fault> meeting, Inside inside) {
    for (Fault fault : meeting) {
      if (fault instanceof Fault.FindMalformed(String field)) {
        return malformed(Malformed.missing(field));
      }
    }
    try {
      return inside.answer();
    } catch (Malformed e) {
      violations.add(Rule.WELL_FORMED, "", operation.word() + ": " + e.getMessage());
      return malformed(e);
    }
  }

  private Response malformed(Malformed malformed) {
    return Replies.problem(faults.refusal().status(), malformed.errors());
  }
}
