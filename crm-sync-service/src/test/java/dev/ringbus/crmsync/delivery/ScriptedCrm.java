package dev.ringbus.crmsync.delivery;

import dev.ringbus.crm.CrmAction;
import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crm.CrmFailure.Effect;
import dev.ringbus.crm.CrmFile;
import dev.ringbus.crm.CrmGateway;
import dev.ringbus.crm.CrmOperation;
import dev.ringbus.crm.CrmReceipt;
import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** A CRM that knows what it was told, and fails as a test wants it to. Used on one thread. */
final class ScriptedCrm implements CrmGateway {

  /** How a request goes. */
  sealed interface Turn {

    /** As it should. */
    record Take() implements Turn {}

    /** The CRM takes it, and the answer is lost. */
    record LoseAnswer() implements Turn {}

    /** The request is lost, which looks the same. */
    record LoseRequest() implements Turn {}

    record Fail(CrmFailure failure) implements Turn {}

    record NeverAnswer() implements Turn {}
  }

  private final Scheduler time;
  private Duration latency = Duration.ofMillis(10);
  private Function<CrmOperation, Turn> script = _ -> new Turn.Take();
  private Function<CrmOperation, Turn> settleScript = _ -> new Turn.Take();
  private boolean canTell = true;

  private final Map<String, List<String>> taken = new HashMap<>();
  private final Set<String> attachedFiles = new HashSet<>();
  final List<String> requests = new ArrayList<>();
  final List<String> violations = new ArrayList<>();
  private int atOnce;
  int mostAtOnce;

  ScriptedCrm(Scheduler time) {
    this.time = time;
  }

  /** How many requests it has at this moment, the last one too. */
  int atOnce() {
    return atOnce;
  }

  void goes(Function<CrmOperation, Turn> how) {
    script = how;
  }

  void settlesLike(Function<CrmOperation, Turn> how) {
    settleScript = how;
  }

  void cannotTell() {
    canTell = false;
  }

  void tellsAgain() {
    canTell = true;
  }

  void answersAfter(Duration duration) {
    latency = duration;
  }

  static CrmFailure down() {
    return new CrmFailure.Transient("503", Effect.NONE, null, null);
  }

  /** What it has of a call, in the order in which it took it. */
  List<String> taken(Call call) {
    return taken.getOrDefault(call.key().toString(), List.of());
  }

  boolean has(CrmFile file) {
    return attachedFiles.contains(file.fileId());
  }

  long registrations(Call call) {
    return taken(call).stream().filter("register-call"::equals).count();
  }

  @Override
  public Mono<CrmReceipt> push(CrmOperation operation) {
    return Mono.defer(() -> {
      requests.add(name(operation) + " " + key(operation));
      atOnce++;
      return turn(script.apply(operation), () -> take(operation));
    });
  }

  @Override
  public Mono<Settlement> settle(CrmOperation operation) {
    return Mono.defer(() -> {
      requests.add("settle " + name(operation) + " " + key(operation));
      atOnce++;
      return turn(settleScript.apply(operation), () -> settlement(operation));
    });
  }

  private <T> Mono<T> turn(Turn turn, Supplier<T> effect) {
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    Mono<T> answer =
        switch (turn) {
          case Turn.Take() -> later().map(_ -> effect.get());
          case Turn.LoseAnswer() -> later().map(_ -> effect.get()).flatMap(_ -> Mono.error(lost()));
          case Turn.LoseRequest() -> later().flatMap(_ -> Mono.error(lost()));
          case Turn.Fail(CrmFailure failure) -> later().flatMap(_ -> Mono.error(failure));
          case Turn.NeverAnswer() -> Mono.never();
        };
    return answer.doFinally(_ -> atOnce--);
  }

  private Mono<Long> later() {
    return Mono.delay(latency, time);
  }

  private static CrmFailure lost() {
    return new CrmFailure.Transient("no answer", Effect.UNKNOWN, null, null);
  }

  private CrmReceipt take(CrmOperation operation) {
    List<String> ofCall = taken.computeIfAbsent(key(operation), _ -> new ArrayList<>());
    String name = name(operation);
    if (name.equals("register-call") && ofCall.contains(name)) {
      violations.add("registered twice: " + key(operation));
    }
    ofCall.add(name);
    switch (operation.action()) {
      case CrmAction.Register(List<CrmFile> files) -> files.forEach(file -> attach(file));
      case CrmAction.AttachRecording(String _, CrmFile file) -> attach(file);
      default -> {}
    }
    return new CrmReceipt("c of " + key(operation), null, null);
  }

  private void attach(CrmFile file) {
    if (!attachedFiles.add(file.fileId())) {
      violations.add("attached twice: " + file.fileId());
    }
  }

  private Settlement settlement(CrmOperation operation) {
    if (!canTell) {
      return new Settlement.CannotTell("this CRM never tells");
    }
    boolean has =
        switch (operation.action()) {
          case CrmAction.AttachRecording(String _, CrmFile file) -> has(file);
          default -> taken.getOrDefault(key(operation), List.of()).contains(name(operation));
        };
    return has ? new Settlement.Taken(CrmReceipt.TAKEN) : new Settlement.NotTaken();
  }

  private static String key(CrmOperation operation) {
    Call call = operation.call();
    return call == null ? String.valueOf(operation.communicationId()) : call.key().toString();
  }

  static String name(CrmOperation operation) {
    return switch (operation.action()) {
      case CrmAction.Start _ -> "call-started";
      case CrmAction.ChangeLeg change -> change.progress().wireName();
      case CrmAction.TellEvent(CallEvent event) -> event.id();
      case CrmAction.Finish _ -> "call-finished";
      case CrmAction.Fail _ -> "call-failed";
      case CrmAction.Register _ -> "register-call";
      case CrmAction.Upload _ -> "upload";
      case CrmAction.AttachRecording _ -> "call-recording";
    };
  }
}
