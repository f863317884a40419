package dev.ringbus.simulator;

import dev.ringbus.dialect.Answer;
import dev.ringbus.dialect.Parameters;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction;
import dev.ringbus.simulator.exchange.Exchange;
import dev.ringbus.simulator.exchange.Verdict;
import dev.ringbus.simulator.misbehaviour.Misbehaviour;
import dev.ringbus.simulator.pbx.Meaning;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Prints each exchange for people: request line, parameters, what is meant, and the answer. */
public final class ExchangePrinter implements Consumer<Exchange> {

  private static final int LONGEST_BODY = 400;

  private final PrintWriter out;

  public ExchangePrinter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void accept(Exchange exchange) {
    PbxRequest request = exchange.request();
    out.printf(
        "%s  %s %s%s%n",
        exchange.integration(),
        request.method(),
        exchange.target().replaceFirst("\\?.*", ""),
        manner(exchange));
    if (!request.rawQuery().isEmpty()) {
      out.println("    ? " + parameters(Parameters.ofQuery(request.rawQuery())));
    }
    if (!request.body().isEmpty()) {
      out.println("    " + body(request));
    }
    out.println("    means " + meaning(exchange.meaning()));
    out.println("    -> " + result(exchange.result()));
    out.flush();
  }

  private static String manner(Exchange exchange) {
    return exchange.manner().isEmpty()
        ? ""
        : exchange.manner().stream()
            .sorted()
            .map(Misbehaviour::word)
            .collect(Collectors.joining(", ", "  (", ")"));
  }

  private static String body(PbxRequest request) {
    String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    return type.startsWith("application/x-www-form-urlencoded")
        ? parameters(Parameters.ofForm(request.body()))
        : oneLine(request.body().text());
  }

  private static String parameters(Parameters parameters) {
    return parameters.names().stream()
        .map(name -> name + "=" + parameters.text(name))
        .collect(Collectors.joining("  "));
  }

  private static String meaning(Meaning meaning) {
    return switch (meaning) {
      case Meaning.Says says ->
          says.types().stream().map(type -> type.wireName()).collect(Collectors.joining(", "));
      case Meaning.Polls _ -> "a poll";
      case Meaning.Probes _ -> "a test";
    };
  }

  private static String result(Exchange.Result result) {
    return switch (result) {
      case Exchange.Result.Unanswered(String why) -> "unanswered: " + why;
      case Exchange.Result.Answered(var response, Verdict verdict, Duration latency) ->
          String.format(
              Locale.ROOT,
              "%d %s  (%s, %.1f ms)",
              response.status(),
              oneLine(response.body().text()),
              verdict(verdict),
              latency.toNanos() / 1e6);
    };
  }

  private static String verdict(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Invalid(String why) -> "invalid: " + why;
      case Verdict.Valid(Answer.Instructed(Decision decision)) ->
          decision.instructions().stream().map(Instruction::name).collect(Collectors.joining(", "));
      case Verdict.Valid _ -> "no instruction";
    };
  }

  private static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST_BODY ? line : line.substring(0, LONGEST_BODY) + "…";
  }
}
