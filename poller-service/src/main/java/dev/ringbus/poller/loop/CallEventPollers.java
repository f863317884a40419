package dev.ringbus.poller.loop;

import dev.ringbus.crm.callevent.CallEventSettings;
import dev.ringbus.crm.callevent.http.CallEventClient;
import dev.ringbus.crm.callevent.http.CallEventReply;
import dev.ringbus.dialect.Answer;
import dev.ringbus.dialect.mts.MtsCallId;
import dev.ringbus.model.Crm;
import dev.ringbus.model.SecretSource;
import java.time.Duration;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** The CRMs that were made for MTS. */
public final class CallEventPollers implements CallPollers {

  private final SecretSource secrets;

  public CallEventPollers(SecretSource secrets) {
    this.secrets = secrets;
  }

  @Override
  public Optional<CallPoller> open(Crm crm) {
    return crm.type().equals(CallEventSettings.TYPE)
        ? Optional.of(new Poller(CallEventSettings.of(crm), secrets))
        : Optional.empty();
  }

  private static final class Poller implements CallPoller {

    private final CallEventSettings settings;
    private final CallEventClient client;

    private Poller(CallEventSettings settings, SecretSource secrets) {
      this.settings = settings;
      this.client = new CallEventClient(settings, secrets);
    }

    @Override
    public Duration every() {
      return settings.every();
    }

    @Override
    public int concurrency() {
      return settings.concurrency();
    }

    @Override
    public Mono<Void> activate() {
      return client.activate();
    }

    @Override
    public Mono<Answer> poll(MtsCallId call) {
      return client.poll(call).map(Poller::answer);
    }

    private static Answer answer(CallEventReply reply) {
      return switch (reply) {
        case CallEventReply.Answered(Answer answer) -> answer;
        case CallEventReply.Refused(int status) ->
            new Answer.Malformed("expected status 200, not " + status);
      };
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
