package dev.ringbus.crm.kontur;

import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crm.CrmFailure.Effect;
import dev.ringbus.crm.CrmFailure.NotYetKnown;
import dev.ringbus.crm.CrmFailure.Permanent;
import dev.ringbus.crm.CrmFailure.Transient;
import dev.ringbus.crm.CrmFailure.Unauthorized;
import dev.ringbus.dialect.Body;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the CRM, or of what stands before it, and what it means.
 *
 * <p>The vendor shows validation faults under 409 although they say 400 of themselves, so the body
 * counts before the status.
 *
 * @param retryAfter the header of that name
 * @param body at most what a client reads of it
 */
public record KonturAnswer(
    KonturMethod method, int status, @Nullable String retryAfter, Body body) {

  /** Whether the access key was refused. */
  public boolean isUnauthorized() {
    return status == 401;
  }

  /** Whether it says that nothing is known of what was asked for: {@code notFound}. */
  public boolean saysNotFound() {
    return status >= 400
        && status < 500
        && KonturError.read(body.bytes()) instanceof KonturError.Business(String name, var _)
        && name.equals(KonturError.NOT_FOUND);
  }

  /**
   * What it failed with; empty if the CRM took it.
   *
   * @param now to read a date in {@code Retry-After}
   */
  public Optional<CrmFailure> failure(Instant now) {
    if (status >= 200 && status < 300) {
      return Optional.ofNullable(status == 200 ? deniedSuccess() : otherSuccess());
    }
    return Optional.of(refusal(RetryAfter.read(retryAfter, now)));
  }

  /**
   * The vendor documents 200 alone. Whoever answers with another success, be it a queue or a
   * gateway, does not say that the CRM has it: what must be there once is settled first.
   */
  private CrmFailure otherSuccess() {
    CrmFailure denied = deniedSuccess();
    return denied == null
        ? new Transient(said("expected 200"), Effect.UNKNOWN, null, null)
        : denied;
  }

  /** A page of a proxy proves nothing, and an error is one under any status. */
  private @Nullable CrmFailure deniedSuccess() {
    if (body.isEmpty()) {
      // Its 200 counts: "OK", which is all that it might say, says no more than the status does,
      // and pages of proxies are not empty.
      return null;
    }
    return switch (KonturError.read(body.bytes())) {
      case KonturError.Invalid(ProblemDetails problem) -> invalid(problem);
      case KonturError.Said(String text) when text.equals(KonturError.ERROR) -> permanent(text);
      case KonturError.Business(String status, String message) when isError(status) ->
          business(status, message);
      case KonturError.Unreadable _ ->
          new Transient(said("something that is no JSON"), Effect.UNKNOWN, null, null);
      case KonturError.Said _, KonturError.Business _, KonturError.Unnamed _ -> null;
    };
  }

  /** A communication has a status as well. */
  private static boolean isError(String status) {
    return switch (status) {
      case KonturError.COMMUNICATION_NOT_FOUND,
          KonturError.NOT_FOUND,
          KonturError.FILE_TOO_LARGE,
          KonturError.NOT_INSTALLED,
          KonturError.NOT_SUPPORTED,
          KonturError.INVALID_ARGS ->
          true;
      default -> false;
    };
  }

  private CrmFailure refusal(@Nullable Duration wait) {
    if (status == 401) {
      return new Unauthorized(said(""));
    }
    if (status == 429) {
      // It asks for less, whether or not it says how long to wait.
      return new Transient(said(""), Effect.NONE, wait == null ? Duration.ZERO : wait, null);
    }
    if (status == 408 || status == 425) {
      return new Transient(said(""), Effect.NONE, wait, null);
    }
    if (status >= 500) {
      // Whoever says when to come back refuses on purpose; else it may have failed half-way.
      boolean refused = status == 503 && wait != null;
      return new Transient(said(""), refused ? Effect.NONE : Effect.UNKNOWN, wait, late());
    }
    if (status < 400) {
      return new Transient(said("a redirect, which is not followed"), Effect.NONE, null, null);
    }
    return switch (KonturError.read(body.bytes())) {
      case KonturError.Business(String name, String message) -> business(name, message);
      case KonturError.Invalid(ProblemDetails problem) -> invalid(problem);
      case KonturError.Said(String text) -> permanent(text);
      case KonturError.Unnamed _, KonturError.Unreadable _ -> unexplained(wait);
    };
  }

  /** A gateway did not wait for the CRM, which may be about to take it. */
  private @Nullable TimeoutException late() {
    return status == 502 || status == 504 ? new TimeoutException() : null;
  }

  /**
   * The vendor explains its refusals. A bare 403 or 404 is of what stands before the CRM, or of a
   * workspace with another name, and would park all calls of the day.
   */
  private CrmFailure unexplained(@Nullable Duration wait) {
    return status == 403 || status == 404
        ? new Transient(said(""), Effect.NONE, wait, null)
        : permanent("");
  }

  private CrmFailure business(String name, String message) {
    String what = name + (message.isEmpty() ? "" : ", " + message);
    return switch (name) {
      case KonturError.COMMUNICATION_NOT_FOUND -> new NotYetKnown(said(what));
      case KonturError.NOT_INSTALLED -> new Unauthorized(said(what));
      default -> permanent(what);
    };
  }

  private Permanent invalid(ProblemDetails problem) {
    return new Permanent(method.wireName() + " is invalid: " + problem.summary());
  }

  private Permanent permanent(String what) {
    return new Permanent(said(what));
  }

  /** The rest of what is said is short and without values. */
  private String said(String what) {
    String detail = what.isEmpty() ? "" : ": " + Quotable.of(what);
    return "%s was answered with %d%s".formatted(method.wireName(), status, detail);
  }

  /** Without the body, which may hold a key. */
  @Override
  public String toString() {
    return said("");
  }
}
