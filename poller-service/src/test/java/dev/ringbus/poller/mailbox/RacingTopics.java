package dev.ringbus.poller.mailbox;

import dev.ringbus.bus.CallRecord;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.Instruction.Return;
import dev.ringbus.model.WaitingInstruction;
import dev.ringbus.testkit.Property;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import reactor.test.StepVerifier;

/**
 * One call from its connection to its end, with instructions for it: what is said of it on each
 * topic is in order, and the topics are taken in any. Ingress offers what it sees, once, and its
 * PBX may follow that, or not have heard it.
 */
final class RacingTopics {

  private final PollerBench bench;
  private final RandomGenerator random;
  private final Deque<CallRecord> events = new ArrayDeque<>();
  private final Deque<CallRecord> commands = new ArrayDeque<>();
  private final Deque<CallRecord> reports = new ArrayDeque<>();
  private final Set<String> requested = new HashSet<>();
  private final Set<String> offered = new HashSet<>();
  private final Set<String> reported = new HashSet<>();
  private final List<String> offeredTwice = new ArrayList<>();
  private final Faults faults;
  private boolean over;

  /** What goes wrong meanwhile. */
  interface Faults {

    /** Nothing. */
    Faults NONE = (bench, record) -> bench.take(record);

    void take(PollerBench bench, CallRecord record);
  }

  RacingTopics(PollerBench bench, RandomGenerator random, Faults faults) {
    this.bench = bench;
    this.random = random;
    this.faults = faults;
  }

  /** To the end, and to when nothing more is to be waited for. */
  void run() {
    events.add(bench.connected());
    int steps = 5 + random.nextInt(25);
    for (int step = 0; step < steps; step++) {
      act();
    }
    if (!over) {
      end();
    }
    while (!events.isEmpty() || !commands.isEmpty() || !reports.isEmpty()) {
      takeOne();
    }
    for (int i = 0; i < 4; i++) {
      bench.pass(Duration.ofMillis(1100));
    }
  }

  private void act() {
    switch (random.nextInt(8)) {
      case 0, 1 -> request();
      case 2 -> poll();
      case 3 -> bench.pass(Duration.ofMillis(random.nextInt(1500)));
      case 4 -> withdraw();
      case 5 -> {
        if (!over && random.nextInt(4) == 0) {
          end();
        }
      }
      default -> takeOne();
    }
  }

  private void request() {
    String id = "i" + requested.size();
    requested.add(id);
    Instruction instruction =
        Property.oneOf(random, new Hangup(), new Return(), Forward.toNumbers("74959876543"));
    commands.add(bench.instruct(id, instruction));
  }

  private void withdraw() {
    if (!requested.isEmpty() && random.nextBoolean()) {
      commands.add(bench.withdraw("i" + random.nextInt(requested.size())));
    }
  }

  private void end() {
    over = true;
    bench.clock.move(Duration.ofMillis(5));
    events.add(bench.ended());
  }

  /** The PBX of a call that has ended polls no more. */
  private void poll() {
    if (over) {
      return;
    }
    bench.clock.move(Duration.ofMillis(5));
    WaitingInstruction head = bench.view.find(PollerBench.CALL).orElse(null);
    if (head == null) {
      return;
    }
    if (reported.contains(head.id())) {
      offeredTwice.add(head.id());
    }
    if (!offered.add(head.id())) {
      return;
    }
    reports.add(bench.offered(head.id()));
    if (random.nextInt(3) > 0) {
      follow(head.instruction());
    }
  }

  private void follow(Instruction instruction) {
    bench.clock.move(Duration.ofMillis(5));
    switch (instruction) {
      case Hangup _ -> end();
      case Forward _ -> events.add(bench.forwarding());
      default -> {}
    }
  }

  private void takeOne() {
    List<Deque<CallRecord>> ready = new ArrayList<>(List.of(events, commands, reports));
    ready.removeIf(Deque::isEmpty);
    if (ready.isEmpty()) {
      return;
    }
    CallRecord record = ready.get(random.nextInt(ready.size())).remove();
    faults.take(bench, record);
    if (record instanceof CallRecord.Outcome(var outcome)) {
      reported.add(outcome.instruction());
    }
  }

  Set<String> requested() {
    return requested;
  }

  Set<String> offered() {
    return offered;
  }

  /** What waited once more after it was taken in that it had been offered. */
  List<String> offeredTwice() {
    return offeredTwice;
  }

  /** The broker fails, and it is done again. */
  static Faults failing(RandomGenerator random) {
    return (bench, record) -> {
      if (random.nextInt(4) == 0) {
        bench.broker.down();
        bench.tryToTake(record).onErrorComplete().block();
        bench.broker.up();
      }
      bench.take(record);
    };
  }

  /** Each record comes as often as a broker may bring it. */
  static Faults redelivering(RandomGenerator random) {
    return (bench, record) -> {
      int times = 1 + random.nextInt(3);
      for (int i = 0; i < times; i++) {
        bench.take(record);
      }
    };
  }

  /** The process ends now and then before it could say that it took a record. */
  static Faults restarting(RandomGenerator random) {
    return (bench, record) -> {
      StepVerifier.create(bench.tryToTake(record)).verifyComplete();
      if (random.nextInt(6) == 0) {
        bench.restart();
        if (record instanceof CallRecord.Event(CallEvent _) || random.nextBoolean()) {
          bench.take(record);
        }
      }
    };
  }
}
