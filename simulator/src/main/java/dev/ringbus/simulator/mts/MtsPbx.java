package dev.ringbus.simulator.mts;

import dev.ringbus.model.CallId;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.simulator.pbx.Call;
import dev.ringbus.simulator.pbx.CallFacts;
import dev.ringbus.simulator.pbx.Chance;
import dev.ringbus.simulator.pbx.Credentials;
import dev.ringbus.simulator.pbx.Habits;
import dev.ringbus.simulator.pbx.Installation;
import dev.ringbus.simulator.pbx.Invented;
import dev.ringbus.simulator.pbx.LoadKind;
import dev.ringbus.simulator.pbx.Pbx;
import dev.ringbus.simulator.pbx.Premises;
import dev.ringbus.simulator.pbx.Serial;
import dev.ringbus.simulator.pbx.Step;
import java.util.List;
import java.util.Optional;

/** MTS Autosecretary with "call support" and "routing on request" switched on. */
public final class MtsPbx implements Pbx {

  private static final int KINDS = 8;

  /** Together with a serial this is above 2^53, where a JSON number loses its last digit. */
  private static final String ID_BEGIN = "9007";

  private static final String OFFICE_EXT = "306";
  private static final String OPERATOR_EXT = "0042";
  private static final String COLLEAGUE_EXT = "0306";

  private final Installation installation;
  private final Premises employees;

  public MtsPbx(Installation installation) {
    this.installation = installation;
    this.employees = installation.premises().withShortNumbers();
  }

  @Override
  public Credentials credentials() {
    return Credentials.BASIC;
  }

  @Override
  public Optional<Call> activation() {
    String un = line(Chance.of(0, installation.integration()));
    return Optional.of(new Activation(MtsWire.tests(installation, un)));
  }

  @Override
  public Call call(int number, Serial serial, Chance chance) {
    String client = mobile(chance);
    String un = line(chance);
    int kind = number % KINDS;
    Service service = kind == 1 ? Service.OUTGOING : Service.SECRETARY;
    Legs legs =
        service == Service.OUTGOING
            ? Legs.between(employee(0, OFFICE_EXT), un).toNumber(client)
            : Legs.between(client, un);
    List<Act> script =
        switch (kind) {
          case 0 -> showcase(legs, chance);
          case 1 -> outgoing(legs, chance);
          case 2 -> secondTry(legs, chance);
          case 3 -> hungUpWhileDialling(legs, chance);
          case 4 -> passedOn(legs, chance);
          case 5 -> Script.of(Script.greeting(legs), Script.fax(legs));
          case 6 -> nobody(legs, chance);
          default -> unrecorded(legs, chance);
        };
    return call(service, serial, legs, subscriber(number, chance), script);
  }

  /** The client's own PBX calls, when it was asked to. */
  @Override
  public Optional<Call> outgoing(String from, String to, Serial serial, Chance chance) {
    String client = new PhoneNumber(to).withoutPlus();
    Legs legs = Legs.between(from, line(chance)).toNumber(client);
    return Optional.of(
        call(Service.OUTGOING, serial, legs, subscriber(1, chance), outgoing(legs, chance)));
  }

  private MtsCall call(
      Service service, Serial serial, Legs legs, Subscriber subscriber, List<Act> script) {
    return new MtsCall(
        wire(service, serial), service, legs, subscriber, installation.habits(), script);
  }

  /** The first one chooses as the example of {@code ringbus.yaml} has it, and is content. */
  private static Subscriber subscriber(int number, Chance chance) {
    return new Subscriber(
        number == 0 ? List.of("1", "5") : List.of(digit(chance), digit(chance), digit(chance)));
  }

  @Override
  public Optional<Step.Send> single(LoadKind kind, Serial serial) {
    Chance chance = Chance.of(0, serial);
    Legs legs = Legs.between(mobile(chance), line(chance));
    Act.Report report =
        switch (kind) {
          case DECISION -> Act.report(MtsEvent.CALL_ACCEPTED, 0, legs);
          case NOTIFICATION -> Act.report(MtsEvent.GO_TO_TRANSFER, 0, legs.toNumber(line(chance)));
        };
    return Optional.of(wire(Service.SECRETARY, serial).report(report, report.after()));
  }

  private MtsWire wire(Service service, Serial serial) {
    CallId id = new CallId(ID_BEGIN + serial);
    return new MtsWire(installation, service, new CallFacts(installation, id));
  }

  /** A conversation for so many polls, if it is not to have another length. */
  private List<Act> talk(int polls) {
    return Script.talk(
        installation.habits().talk().orElse(Habits.DOCUMENTED.pollEvery().multipliedBy(polls)));
  }

  /** Greeting, digits, forwarding, a recorded conversation, and the operator hangs up. */
  private List<Act> showcase(Legs legs, Chance chance) {
    Legs operator = operator(legs, chance);
    return Script.of(
        Script.greeting(legs),
        Script.menu(legs, "1"),
        Script.connectionOf(operator),
        Script.recorded(talk(chance.between(3, 5)), operator, operator),
        Script.operatorHangsUp(operator));
  }

  /** The client's own PBX calls; the number that is shown to the callee is the platform's. */
  private List<Act> outgoing(Legs legs, Chance chance) {
    Legs presented = legs.from(legs.un());
    return Script.of(
        List.of(
            Act.report(MtsEvent.CALL_ACCEPTED, 0, legs),
            Act.report(MtsEvent.CALL_ANSWERED, 1, presented)),
        Script.directConnection(presented),
        talk(chance.between(2, 4)),
        Script.callerHangsUp(presented));
  }

  private List<Act> secondTry(Legs legs, Chance chance) {
    Legs operator = operator(legs, chance);
    return Script.of(
        Script.greeting(legs),
        Script.attempt(legs.toNumber(line(chance)), TransferResult.BUSY),
        Script.connectionOf(operator),
        Script.recorded(talk(2), operator, operator),
        Script.callerHangsUp(operator));
  }

  private static List<Act> hungUpWhileDialling(Legs legs, Chance chance) {
    Legs operator = legs.toNumber(line(chance));
    return Script.of(
        Script.greeting(legs),
        List.of(Act.report(MtsEvent.GO_TO_TRANSFER, 1, operator)),
        Script.ending(Ending.CALLER_HUNG_UP_WHILE_DIALLING, operator));
  }

  private List<Act> passedOn(Legs legs, Chance chance) {
    Legs operator = legs.toShort(employee(0, OPERATOR_EXT));
    Legs colleague = operator.passedOnTo(employee(1, COLLEAGUE_EXT));
    List<Act> talk = Script.of(talk(1), Script.passingOn(colleague), talk(chance.between(1, 3)));
    return Script.of(
        Script.greeting(legs),
        Script.menu(legs, digit(chance)),
        Script.shortConnection(operator),
        Script.recorded(talk, operator, colleague),
        Script.callerHangsUp(colleague));
  }

  private static List<Act> nobody(Legs legs, Chance chance) {
    Legs last = legs.toNumber(line(chance));
    return Script.of(
        Script.greeting(legs),
        Script.attempt(legs.toNumber(line(chance)), TransferResult.NO_ANSWER),
        Script.attempt(last, TransferResult.SIP_BUSY),
        Script.ending(Ending.NO_DESTINATION_AVAILABLE, last));
  }

  private List<Act> unrecorded(Legs legs, Chance chance) {
    Legs operator = operator(legs, chance);
    return Script.of(
        Script.greeting(legs),
        Script.connectionOf(operator),
        talk(chance.between(1, 3)),
        Script.callerHangsUp(operator));
  }

  /** By a short number where employees are known, else by one of the public network. */
  private Legs operator(Legs legs, Chance chance) {
    String number = line(chance);
    return employees
        .employee(0, number.hashCode())
        .map(employee -> legs.toShort(employee.value()))
        .orElseGet(() -> legs.toNumber(number));
  }

  private String employee(int n, String invented) {
    return employees.employee(n, 0).map(PhoneNumber::value).orElse(invented);
  }

  private static String digit(Chance chance) {
    return Integer.toString(chance.between(1, 5));
  }

  private static String mobile(Chance chance) {
    return Invented.russianMobile(chance).withoutPlus();
  }

  private static String line(Chance chance) {
    return Invented.russianLine(chance).withoutPlus();
  }
}
