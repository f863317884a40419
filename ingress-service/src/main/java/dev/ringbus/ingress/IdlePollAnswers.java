package dev.ringbus.ingress;

import dev.ringbus.dialect.Outcome;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialect.Reading;
import dev.ringbus.dialect.RejectedRequest;
import dev.ringbus.ingress.Integrations.Connected;
import dev.ringbus.ingress.http.Gate;
import dev.ringbus.ingress.http.IdlePolls;
import dev.ringbus.ingress.http.PollHead;
import dev.ringbus.model.Platform;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The short way of a poll of a call that nothing waits for: a third of all live calls poll in each
 * second, and one look into memory answers each. {@link CallPipeline} is the way of all the rest,
 * and of any poll that this does not answer.
 */
final class IdlePollAnswers implements IdlePolls {

  private final Integrations integrations;
  private final PollAnswers polls;
  private final IngressMetrics metrics;
  private final Clock clock;

  IdlePollAnswers(
      Integrations integrations, PollAnswers polls, IngressMetrics metrics, Clock clock) {
    this.integrations = integrations;
    this.polls = polls;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public Optional<PbxResponse> answer(PollHead head) {
    if (!integrations.isCaughtUp() || !isPolled(head.platform())) {
      return Optional.empty();
    }
    // The same steps whether or not there is such an integration.
    Optional<Connected> found = integrations.find(head.platform(), head.integration());
    Gate gate = found.map(Connected::gate).orElseGet(Gate::closed);
    return gate.admits(head.credentials(), head.sender())
        ? answer(found.orElseThrow(), head)
        : Optional.empty();
  }

  private boolean isPolled(Platform platform) {
    return integrations.plain(platform).polling().isPresent();
  }

  private Optional<PbxResponse> answer(Connected connected, PollHead head) {
    PbxDialect dialect = connected.dialect();
    try {
      if (dialect.read(head.request()) instanceof Reading.Poll poll
          && polls.answersAtOnce(connected, poll)) {
        PbxResponse response = dialect.reply(poll, new Outcome.NothingToSay());
        metrics.answered(
            head.platform(),
            IngressMetrics.Result.POLLED,
            Duration.between(head.request().receivedAt(), clock.instant()));
        return Optional.of(response);
      }
      return Optional.empty();
    } catch (RejectedRequest _) {
      return Optional.empty(); // the whole way says what is wrong with it
    }
  }
}
