package dev.ringbus.poller.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.Direction;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Instruction.Destination;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.Instruction.GoTo;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.model.Instruction.Pause;
import dev.ringbus.model.Instruction.Play;
import dev.ringbus.model.Instruction.Present;
import dev.ringbus.model.Instruction.Return;
import dev.ringbus.model.Instruction.SetVariable;
import dev.ringbus.model.Instruction.Whisper;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A call refuses what its service refuses. */
class RefusalTest {

  private final PollerBench bench = new PollerBench();

  private static Forward forward(Destination as, boolean record, String... to) {
    return new Forward(List.of(to), as, record, null, true, false);
  }

  /** To a login, and to an extension of a PBX. */
  static Stream<Instruction> takenByAnOutgoingCall() {
    return Stream.of(
        forward(Destination.PBX, false, "4951234567U0306"),
        forward(Destination.PBX, false, "80004951234567306"),
        forward(Destination.PBX, false, "80004951234567123456"),
        new Return());
  }

  static Stream<Instruction> refusedByAnOutgoingCall() {
    return Stream.of(
        forward(Destination.NUMBER, false, "74959876543"),
        forward(Destination.NUMBER, true, "74959876543"),
        forward(Destination.EXTENSION, false, "0306"),
        forward(Destination.PBX, true, "80004951234567306"),
        forward(Destination.PBX, false, "PBX123"),
        forward(Destination.PBX, false, "495123456U0306"),
        forward(Destination.PBX, false, "4951234567U306"),
        forward(Destination.PBX, false, "8000495123456"),
        forward(Destination.PBX, false, "80004951234567"),
        forward(Destination.PBX, false, "80004951234567306", "80004951234567307"),
        Play.file("hold"),
        new Play("hold", null, true, false, null),
        Play.text("hold"),
        Whisper.nothing(),
        Whisper.file("hold"),
        GoTo.menu("1"),
        GoTo.branch("1"),
        new Hangup(),
        new Pause(3),
        new SetVariable("name", "value"),
        new Present("Acme", "74959876543"));
  }

  static Stream<Instruction> takenByAnIncomingCall() {
    return Stream.of(
        forward(Destination.NUMBER, false, "74959876543"),
        forward(Destination.NUMBER, true, "74959876543"),
        forward(Destination.EXTENSION, false, "0306"),
        forward(Destination.PBX, false, "PBX123"),
        forward(Destination.PBX, true, "PBX123"),
        Play.file("hold"),
        new Play("hold", null, true, false, null),
        GoTo.menu("1"),
        new Hangup(),
        new Return());
  }

  static Stream<Instruction> refusedByAnIncomingCall() {
    return Stream.of(
        forward(Destination.NUMBER, false, "74959876543", "79031505050"),
        forward(Destination.EXTENSION, false, "306"),
        forward(Destination.PBX, false, "80004951234567306"),
        Play.text("hold"),
        Whisper.nothing(),
        Whisper.file("hold"),
        GoTo.branch("1"),
        new Pause(3),
        new SetVariable("name", "value"),
        new Present("Acme", "74959876543"));
  }

  private void request(Direction direction, Instruction instruction) {
    bench.take(bench.connected(direction), bench.instruct("one", instruction));
  }

  private void isRefused(Instruction instruction) {
    assertThat(bench.waiting()).isEmpty();
    assertThat(bench.outcomes("one"))
        .singleElement()
        .asString()
        .startsWith("rejected " + instruction.name() + " ");
  }

  @ParameterizedTest
  @MethodSource
  void takenByAnOutgoingCall(Instruction instruction) {
    request(Direction.OUTBOUND, instruction);

    assertThat(bench.waiting()).containsExactly("one");
  }

  @ParameterizedTest
  @MethodSource
  void refusedByAnOutgoingCall(Instruction instruction) {
    request(Direction.OUTBOUND, instruction);

    isRefused(instruction);
  }

  @ParameterizedTest
  @MethodSource
  void takenByAnIncomingCall(Instruction instruction) {
    request(Direction.INBOUND, instruction);

    assertThat(bench.waiting()).containsExactly("one");
  }

  @ParameterizedTest
  @MethodSource
  void refusedByAnIncomingCall(Instruction instruction) {
    request(Direction.INBOUND, instruction);

    isRefused(instruction);
  }
}
