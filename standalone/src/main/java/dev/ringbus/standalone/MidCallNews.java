package dev.ringbus.standalone;

import dev.ringbus.dialect.Answer;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Direction;
import dev.ringbus.simulator.exchange.Exchange;
import dev.ringbus.simulator.exchange.Verdict;
import dev.ringbus.simulator.pbx.Meaning;
import dev.ringbus.wire.Json;
import java.io.PrintWriter;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Prints how connected calls are steered: a line to paste at the first poll of each, what a poll
 * was answered, and what the PBX then did.
 */
final class MidCallNews implements Consumer<Exchange> {

  private static final int CONTROL_PORT = 8090;

  private final URI hub;
  private final PrintWriter out;
  private final Set<CallKey> outbound = new HashSet<>();
  private final Set<CallKey> polled = new HashSet<>();
  private final Set<CallKey> instructed = new HashSet<>();

  MidCallNews(URI hub, PrintWriter out) {
    this.hub = hub;
    this.out = out;
  }

  @Override
  public void accept(Exchange exchange) {
    switch (exchange.meaning()) {
      case Meaning.Polls(CallId id) -> polled(new CallKey(exchange.integration(), id), exchange);
      case Meaning.Says says -> {
        CallKey key = says.fact().key();
        if (says.fact().direction() == Direction.OUTBOUND) {
          outbound.add(key);
        }
        if (instructed.remove(key)) {
          say("%s: then %s", key, says.fact().type().wireName());
        }
      }
      case Meaning.Probes _ -> {}
    }
  }

  private void polled(CallKey key, Exchange exchange) {
    if (polled.add(key)) {
      say("%s is connected; to steer it (TOKEN is that of the control API):", key);
      say("  %s", curl(key));
    }
    if (exchange.result() instanceof Exchange.Result.Answered(_, Verdict verdict, _)
        && verdict instanceof Verdict.Valid(Answer.Instructed(Decision decision))) {
      say("%s: a poll was answered %s", key, Json.mapper().writeValueAsString(decision));
      instructed.add(key);
    }
  }

  private String curl(CallKey key) {
    String forward =
        outbound.contains(key)
            ? "{\"forward\": {\"to\": [\"4951234567U0042\"], \"as\": \"pbx\"}}"
            : "{\"forward\": {\"to\": [\"0042\"], \"as\": \"extension\"}}";
    return "curl -H 'Authorization: Bearer TOKEN' -H 'Content-Type: application/json' -d '%s' "
            .formatted(forward)
        + "http://%s:%d/api/v1/calls/%s/%s/instructions"
            .formatted(hub.getHost(), CONTROL_PORT, key.integration(), key.callId());
  }

  private void say(String format, Object... arguments) {
    out.println(format.formatted(arguments));
    out.flush();
  }
}
