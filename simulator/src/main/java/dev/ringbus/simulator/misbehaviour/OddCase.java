package dev.ringbus.simulator.misbehaviour;

import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.simulator.http.Message;
import dev.ringbus.simulator.pbx.Chance;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes in another case what means the same in any case. */
final class OddCase {

  /** A call's status as SipSim sends it, in a query, a form or JSON. */
  private static final Pattern STATUS =
      Pattern.compile("(\\bstatus(?:=|\"\\s*:\\s*\"))([A-Za-z]+)");

  /** The one word in a path that means the same in any case; nodes are names. */
  private static final Pattern CALL_EVENT = Pattern.compile("^CallEvent(?=/|$)");

  private static final List<UnaryOperator<String>> CASES =
      List.of(
          text -> text.toLowerCase(Locale.ROOT),
          text -> text.toUpperCase(Locale.ROOT),
          OddCase::capitals);

  private OddCase() {}

  /** Path and status. */
  static PbxRequest of(PbxRequest request, Chance chance) {
    UnaryOperator<String> changed = chance.oneOf(CASES);
    boolean signed = Signatures.isSigned(request);
    return new PbxRequest(
        request.method(),
        CALL_EVENT.matcher(request.path()).replaceFirst(found -> changed.apply(found.group())),
        status(request.rawQuery(), changed),
        request.headers(),
        signed ? request.body() : Body.of(status(request.body().text(), changed)),
        request.receivedAt());
  }

  static Message headers(Message message, Chance chance) {
    UnaryOperator<String> changed = chance.oneOf(CASES);
    List<Header> headers =
        message.headers().stream()
            .map(header -> new Header(changed.apply(header.name()), header.value()))
            .toList();
    return new Message(message.method(), message.target(), headers, message.body());
  }

  private static String status(String text, UnaryOperator<String> changed) {
    return STATUS
        .matcher(text)
        .replaceAll((MatchResult found) ->
            Matcher.quoteReplacement(found.group(1) + changed.apply(found.group(2))));
  }

  private static String capitals(String text) {
    StringBuilder mixed = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      mixed.append(i % 2 == 0 ? Character.toUpperCase(c) : Character.toLowerCase(c));
    }
    return mixed.toString();
  }
}
