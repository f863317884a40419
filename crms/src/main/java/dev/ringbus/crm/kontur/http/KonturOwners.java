package dev.ringbus.crm.kontur.http;

import dev.ringbus.crm.CallOwners;
import dev.ringbus.crm.CrmFailure.Permanent;
import dev.ringbus.crm.kontur.CallRedirect;
import dev.ringbus.crm.kontur.InvalidFields;
import dev.ringbus.crm.kontur.KonturAnswer;
import dev.ringbus.crm.kontur.KonturMethod;
import dev.ringbus.crm.kontur.KonturUsers;
import dev.ringbus.model.PhoneNumber;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Asks {@code call-redirect} by the client's number, which can be asked before anything else. */
final class KonturOwners implements CallOwners {

  private final KonturUsers users;
  private final KeyedCalls calls;

  KonturOwners(KonturUsers users, KeyedCalls calls) {
    this.users = users;
    this.calls = calls;
  }

  @Override
  public Mono<List<PhoneNumber>> of(PhoneNumber client) {
    return calls
        .answer(
            KonturMethod.CALL_REDIRECT,
            key ->
                KonturRequest.with(key, KonturMethod.CALL_REDIRECT, null)
                    .query(CallRedirect.query(client)))
        .flatMap(answer -> answer.saysNotFound() ? Mono.just(List.of()) : numbers(answer));
  }

  private Mono<List<PhoneNumber>> numbers(KonturAnswer answer) {
    return calls
        .orFailure(answer)
        .map(taken ->
            users(taken).stream()
                .map(users::numberOf)
                .flatMap(Optional::stream)
                .distinct()
                .toList());
  }

  private static List<String> users(KonturAnswer answer) {
    try {
      return CallRedirect.read(answer.body().bytes()).userIds();
    } catch (InvalidFields _) {
      throw new Permanent("call-redirect was answered with something else than users");
    }
  }
}
