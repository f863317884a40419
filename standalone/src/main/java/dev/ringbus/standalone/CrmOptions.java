package dev.ringbus.standalone;

import dev.ringbus.simulator.callevent.CallEventSettings.Tested;
import dev.ringbus.simulator.callevent.InstructionWords;
import dev.ringbus.simulator.kontur.FaultWords;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether a CRM stands beside the PBXs, and what happens in it. */
final class CrmOptions {

  @Option(
      names = "--crm",
      paramLabel = "NAME",
      description =
          "Simulates a CRM beside the PBXs, by its type (kontur, or callevent for one that speaks the "
              + "API of MTS) or its name in the configuration, "
              + "whose baseUrl is this machine; then prints what it knows of every call. Ends with "
              + "1 if a call is missing or there twice, or the CRM's contract was broken.")
  private @Nullable String crm;

  @Option(
      names = "--crm-fault",
      paramLabel = "WORD",
      split = ",",
      description =
          "What goes wrong in the CRM: "
              + FaultWords.WORDS
              + ", as WORD[@METHOD][=VALUE], for example slow=500ms, 5xx=10%%, "
              + "drop@register-call=2; malformed finds right requests "
              + "malformed; 409 makes it refuse malformed requests with 409. In a CRM of type callevent: "
              + dev.ringbus.simulator.callevent.FaultWords.WORDS
              + ", for example malformed@poll=1.")
  private List<String> faults = List.of();

  @Option(
      names = "--instruct",
      paramLabel = "WHAT",
      split = ",",
      description =
          "What a CRM of type callevent hands out on the first polls of each call: "
              + InstructionWords.WORDS
              + ".")
  private List<String> instructions = List.of();

  @Option(
      names = "--tested",
      description =
          "The hub has made its activation tests of a CRM of type callevent already, so that calls "
              + "begin at once.")
  private boolean tested;

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      defaultValue = "1",
      description =
          "How long word of a connection, an end or a failure may be on its way in the hub before a "
              + "poll is held against it by a CRM of type callevent (default: ${DEFAULT-VALUE}); of "
              + "a machine that is busy with other things more. Beyond the interval of polls, that "
              + "is not judged either.")
  private int grace;

  @Option(
      names = "--press",
      paramLabel = "BUTTON",
      description =
          "A button of the CRM, pressed when the PBXs run: call=USER:PHONE (a user's id or "
              + "extension), hangup, sync or upgrade. Can be given several times.")
  private List<String> presses = List.of();

  @Option(
      names = "--owner",
      paramLabel = "PHONE=USER",
      split = ",",
      description = "Who is responsible for a client in the CRM.")
  private List<String> owners = List.of();

  @Option(
      names = "--keep",
      description =
          "Goes on when the calls are over, until \"quit\" or the end of what is typed: buttons as "
              + "with --press, faults as fault=WORD (fault=none: none any more), calls.")
  private boolean keep;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "90",
      description =
          "How long the CRM may take to learn of everything after the last call (default: "
              + "${DEFAULT-VALUE}).")
  private int wait;

  Optional<String> crm() {
    return Optional.ofNullable(crm);
  }

  List<String> faults() {
    return faults;
  }

  List<String> instructions() {
    return instructions;
  }

  Tested tested() {
    return tested ? Tested.BEFORE : Tested.NOT_YET;
  }

  Duration grace() {
    return Duration.ofSeconds(grace);
  }

  List<String> presses() {
    return presses;
  }

  List<String> owners() {
    return owners;
  }

  boolean keeps() {
    return keep;
  }

  Duration patience() {
    return Duration.ofSeconds(wait);
  }
}
