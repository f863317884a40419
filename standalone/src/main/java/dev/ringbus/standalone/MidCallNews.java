package dev.ringbus.standalone;

import dev.ringbus.dialect.Answer;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Direction;
import dev.ringbus.model.Instruction;
import dev.ringbus.simulator.exchange.Exchange;
import dev.ringbus.simulator.exchange.Verdict;
import dev.ringbus.simulator.pbx.Meaning;
import java.io.PrintWriter;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

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
          say(key + ": then " + says.fact().type().wireName());
        }
      }
      case Meaning.Probes _ -> {}
    }
  }

  private void polled(CallKey key, Exchange exchange) {
    if (polled.add(key)) {
      say(key + " is connected; to steer it (TOKEN is that of the control API):");
      say("  " + curl(key));
    }
    if (exchange.result() instanceof Exchange.Result.Answered(_, Verdict verdict, _)
        && verdict instanceof Verdict.Valid(Answer.Instructed(Decision decision))) {
      say(key + ": a poll was answered " + words(decision));
      instructed.add(key);
    }
  }

  private static String words(Decision decision) {
    return decision.instructions().stream()
        .map(MidCallNews::words)
        .collect(Collectors.joining(", "));
  }

  private static String words(Instruction instruction) {
    return instruction instanceof Instruction.Forward forward
        ? "%s to %s as %s"
            .formatted(forward.name(), String.join(", ", forward.to()), forward.as().wireName())
        : instruction.name();
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

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
