package dev.ringbus.dialect.mts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.Fit;
import dev.ringbus.dialect.Outcome;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.Reading;
import dev.ringbus.dialect.RoutingQuestion;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.CallId;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Instruction.Destination;
import dev.ringbus.model.Instruction.Forward;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.testkit.GeneratedDecisions;
import dev.ringbus.testkit.GoldenFiles;
import dev.ringbus.testkit.Property;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What MTS may be told when, and on which service, as a table of its own. */
class MtsMomentsTest {

  private static final long CALL = 9007199254740993L;

  private static final Set<Integer> BEFORE_CONNECTION = Set.of(1, 2, 3, 4, 5, 6, 7, 9, 10);

  private static final Set<Integer> ON_THE_POLL = Set.of(1, 2, 3, 4, 5, 6, 7, 9, 10, 12);

  /** A decision for each action of the seed, and one for each form of a number. */
  private static final List<Decision> ONE_OF_EACH =
      List.of(
          Decision.of(Forward.toNumbers("74959876543")),
          Decision.of(forward(Destination.EXTENSION, "1042", false)),
          Decision.of(Instruction.Play.file("10sec")),
          Decision.of(new Instruction.Hangup()),
          Decision.of(forward(Destination.PBX, "PBX12345", false)),
          Decision.of(forward(Destination.PBX, "4951234567U0042", false)),
          Decision.of(Instruction.GoTo.menu("rating")),
          Decision.of(new Instruction.Play("10sec", null, true, false, null)),
          Decision.of(Instruction.Whisper.file("op_hint")),
          Decision.of(forward(Destination.NUMBER, "74959876543", true)),
          Decision.of(forward(Destination.PBX, "PBX12345", true)),
          Decision.of(Instruction.Whisper.nothing()),
          Decision.of(new Instruction.Return()));

  private final PbxDialect dialect =
      new Mts().dialect(DialectSettings.defaults(new IntegrationId("acme-mts")));

  static Stream<Arguments> reports() {
    return IntStream.rangeClosed(1, 19)
        .boxed()
        .flatMap(event ->
            IntStream.rangeClosed(1, 5)
                .mapToObj(service -> Arguments.of(event, service, allowed(event, service))));
  }

  /** The codes of {@code ReturnCRMData} that the seed names for a report. */
  private static Set<Integer> allowed(int event, int service) {
    if (service == 2) {
      return event == 1 ? Set.of(1) : Set.of();
    }
    return switch (event) {
      case 1, 2, 3, 4 -> BEFORE_CONNECTION;
      case 16 -> Set.of(8, 11);
      case 17 -> Set.of(6);
      default -> Set.of();
    };
  }

  @ParameterizedTest(name = "EventType {0}, ServiceType {1}: {2}")
  @MethodSource("reports")
  void tellsAReportWhatItsMomentTakes(int event, int service, Set<Integer> allowed) {
    Reading reading = read(event, service);

    assertThat(reading instanceof Reading.Question).isEqualTo(!allowed.isEmpty());
    assertThat(told(reading, ONE_OF_EACH)).isEqualTo(allowed);
  }

  @Test
  void tellsAPollEverythingButWhispers() {
    assertThat(told(new Reading.Poll(new CallId(Long.toString(CALL))), ONE_OF_EACH))
        .isEqualTo(ON_THE_POLL);
  }

  @Test
  void fitsWhatWaitsForThePollOfAConnectedCall() {
    RoutingQuestion incoming = new RoutingQuestion(event(9, 1));
    RoutingQuestion outgoing = new RoutingQuestion(event(9, 2));

    assertThat(ONE_OF_EACH.stream().filter(each -> !dialect.fit(each, incoming).isWhole()))
        .containsExactly(
            Decision.of(forward(Destination.PBX, "4951234567U0042", false)),
            Decision.of(Instruction.Whisper.file("op_hint")),
            Decision.of(Instruction.Whisper.nothing()));
    assertThat(ONE_OF_EACH.stream().filter(each -> dialect.fit(each, outgoing).isWhole()))
        .containsExactly(
            Decision.of(forward(Destination.PBX, "4951234567U0042", false)),
            Decision.of(new Instruction.Return()));
  }

  @Test
  void letsAPlanHoldWhatIsPossibleAtSomeMoment() {
    assertThat(ONE_OF_EACH).allMatch(each -> dialect.fit(each, null).isWhole());
  }

  @Test
  void saysWhatAPlanCannotAskFor() {
    assertThat(dropped(Instruction.GoTo.branch("1"))).containsExactly("goto takes a menu on MTS");
    assertThat(dropped(Instruction.Play.text("Привет")))
        .containsExactly("play takes a file on MTS, not a text");
    assertThat(dropped(Instruction.Whisper.text("Привет")))
        .containsExactly("whisper takes a file or none on MTS, not a text");
    assertThat(dropped(new Instruction.Pause(1))).containsExactly("pause is not possible on MTS");
    assertThat(dropped(forward(Destination.EXTENSION, "306", false)))
        .containsExactly("forward takes a short number of four digits on MTS");
    assertThat(dropped(Forward.toNumbers("PBX1")))
        .containsExactly("forward takes a public number in digits on MTS");
    assertThat(dropped(new Instruction.Hangup(), new Instruction.Hangup()))
        .containsExactly("hangup is one too many: MTS takes one instruction at a time");
    assertThat(
            dropped(
                new Forward(List.of("1042", "1043"), Destination.EXTENSION, true, 20, false, true)))
        .containsExactly(
            "forward takes one number on MTS, not 2",
            "forward has no record as extension on MTS",
            "forward has no ringFor on MTS",
            "forward is always final on MTS",
            "forward has no earlyMedia on MTS");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10sec.mp3 | without extension on MTS, not with .mp3",
        "Приветствие.wav | without extension on MTS, not with .wav",
        ".mp3 | without extension on MTS, not with .mp3",
        "a.tar.gz | without extension on MTS, not with .gz",
        "prompts/10sec | on MTS, not a path with / or \\",
        "../10sec.mp3 | on MTS, not a path with / or \\",
        "C:\\10sec | on MTS, not a path with / or \\"
      })
  void takesTheNameOfAFileAsTheCabinetHasIt(String file, String fault) {
    assertThat(dropped(Instruction.Play.file(file)))
        .containsExactly("play takes the name of a file " + fault);
    assertThat(dropped(new Instruction.Play(file, null, true, false, null)))
        .containsExactly("play takes the name of a file " + fault);
    assertThat(dropped(Instruction.Whisper.file(file)))
        .containsExactly("whisper takes the name of a file " + fault);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\u0000", "\ta", "a\u007f", "a\u0085"})
  void takesNoControlCharactersInTheNameOfAFile(String file) {
    assertThat(dropped(Instruction.Play.file(file)))
        .containsExactly("play takes the name of a file on MTS, not one with control characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10sec", "Привет мир", "v1.2", "no. 1", "Dr. Who", "a.b"})
  void takesOtherNamesOfFilesAsTheyAre(String file) {
    Decision decision = Decision.of(Instruction.Play.file(file));

    assertThat(dialect.fit(decision, null)).isEqualTo(Fit.whole(decision));
  }

  @Test
  void forwardsRatherThanGreetsIfItCanDoOneAlone() {
    Decision greeted =
        Decision.of(Instruction.Play.file("10sec"), Forward.toNumbers("74959876543"));

    assertThat(told(read(1, 1), List.of(greeted))).containsExactly(1);
    assertThat(
            told(
                read(1, 1),
                List.of(Decision.of(Instruction.Play.file("a"), new Instruction.Hangup()))))
        .containsExactly(3);
  }

  @Test
  void saysWhichMomentDoesNotTakeAnInstruction() {
    assertThat(
            dialect
                .fit(Decision.of(new Instruction.Hangup()), new RoutingQuestion(event(16, 1)))
                .dropped())
        .containsExactly("hangup is not possible at PrepareToConnect, which takes whisper alone");
  }

  @Test
  void neverTellsAnythingElseWhateverWasDecided() {
    Property.holds(
        "moments of mts",
        2_000,
        random -> {
          Decision decision = new GeneratedDecisions(random).next();
          int event = 1 + random.nextInt(19);
          int service = 1 + random.nextInt(5);

          assertThat(told(read(event, service), List.of(decision)))
              .as("EventType %d, ServiceType %d", event, service)
              .isSubsetOf(allowed(event, service));
        });
  }

  private List<String> dropped(Instruction... instructions) {
    return dialect.fit(Decision.of(instructions), null).dropped();
  }

  private static Forward forward(Destination as, String to, boolean isRecorded) {
    return new Forward(List.of(to), as, isRecorded, null, true, false);
  }

  /** The codes that the replies to these decisions have; none for one that tells nothing. */
  private Set<Integer> told(Reading reading, List<Decision> decisions) {
    Set<Integer> codes = new TreeSet<>();
    for (Decision decision : decisions) {
      JsonNode reply =
          new ObjectMapper()
              .readTree(dialect.reply(reading, new Outcome.Decided(decision)).body().bytes());
      if (reply.size() > 0 && reply.get("EventType").intValue() != 0) {
        assertThat(reply.get("CallID").longValue()).isEqualTo(CALL);
        assertThat(reply.get("Param").isString()).isTrue();
        codes.add(reply.get("EventType").intValue());
      }
    }
    return codes;
  }

  private CallEvent event(int event, int service) {
    return switch (read(event, service)) {
      case Reading.Report(var events) -> events.getFirst();
      case Reading.Question(var _, var question) -> question.event();
      case Reading.Poll _, Reading.Probe _ -> throw new IllegalStateException("a report");
    };
  }

  private Reading read(int event, int service) {
    String body =
        "{\"CallID\":%d,\"EventType\":%d,\"ServiceType\":%d}".formatted(CALL, event, service);
    return dialect.read(
        new PbxRequest("POST", "CallEvent", "", List.of(), Body.of(body), GoldenFiles.RECEIVED_AT));
  }
}
