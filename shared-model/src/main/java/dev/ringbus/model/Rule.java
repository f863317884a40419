package dev.ringbus.model;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a plan.
 *
 * @param name unique in its plan
 * @param when a CEL expression of type bool; always true if absent
 */
public record Rule(String name, @Nullable String when, Action action) {

  /** What a rule does when it applies. */
  public sealed interface Action {}

  /** Decides. */
  public record Then(Decision decision) implements Action {}

  /**
   * Asks a customer's own CRM over HTTP, in a dialect that it already speaks.
   *
   * @param url asked as it stands; with the dialect {@code mts} the CRM's base URL
   * @param dialect one of the deciding dialects
   * @param method {@code GET} or {@code POST}
   * @param user the Basic user, absent without Basic authentication
   * @param within this question's own time limit, inside the plan's deadline
   */
  public record AskHttp(
      URI url,
      Platform dialect,
      String method,
      @Nullable String user,
      @Nullable SecretRef password,
      Duration within)
      implements Action {}

  /**
   * Asks a CRM workspace who is responsible for the client, to forward the call to that employee.
   *
   * @param crm the workspace's id
   * @param within this question's own time limit, inside the plan's deadline
   */
  public record AskCrm(String crm, Duration within) implements Action {}
}
