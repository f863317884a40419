package dev.ringbus.simulator.mts;

import static dev.ringbus.simulator.mts.Act.ended;
import static dev.ringbus.simulator.mts.Act.report;
import static dev.ringbus.simulator.mts.Act.transferred;
import static dev.ringbus.simulator.mts.Act.typed;
import static dev.ringbus.simulator.mts.MtsEvent.B_DROPPED;
import static dev.ringbus.simulator.mts.MtsEvent.CALL_ACCEPTED;
import static dev.ringbus.simulator.mts.MtsEvent.CALL_ANSWERED;
import static dev.ringbus.simulator.mts.MtsEvent.FAX_TONE;
import static dev.ringbus.simulator.mts.MtsEvent.GO_TO_SHORT_TRANSFER;
import static dev.ringbus.simulator.mts.MtsEvent.GO_TO_TRANSFER;
import static dev.ringbus.simulator.mts.MtsEvent.HELLO_MESSAGE;
import static dev.ringbus.simulator.mts.MtsEvent.OPERATOR_TRANSFER;
import static dev.ringbus.simulator.mts.MtsEvent.PREPARE_TO_CONNECT;
import static dev.ringbus.simulator.mts.MtsEvent.REC_START;
import static dev.ringbus.simulator.mts.MtsEvent.REC_STOP;
import static dev.ringbus.simulator.mts.MtsEvent.RUN_IVR;
import static dev.ringbus.simulator.mts.MtsEvent.SHORT_TRANSFER;
import static dev.ringbus.simulator.mts.MtsEvent.SUBSCRIBER_FREE_RECEIVED;
import static dev.ringbus.simulator.mts.MtsEvent.T38;
import static dev.ringbus.simulator.mts.MtsEvent.TRANSFER;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The pieces that calls are made of, each in the order in which the platform reports. */
final class Script {

  private Script() {}

  /** All these, one after another. */
  @SafeVarargs
  static List<Act> of(List<Act>... pieces) {
    List<Act> all = new ArrayList<>();
    for (List<Act> piece : pieces) {
      all.addAll(piece);
    }
    return all;
  }

  static List<Act> greeting(Legs legs) {
    return List.of(
        report(CALL_ACCEPTED, 0, legs),
        report(CALL_ANSWERED, 1, legs),
        report(HELLO_MESSAGE, 4, legs));
  }

  static List<Act> prompt(Legs legs) {
    return List.of(report(HELLO_MESSAGE, 3, legs));
  }

  static List<Act> menu(Legs legs, String digits) {
    return List.of(report(RUN_IVR, 1, legs), typed(digits, legs));
  }

  static List<Act> fax(Legs legs) {
    return List.of(
        report(FAX_TONE, 1, legs), report(T38, 1, legs), ended(Ending.CALLER_HUNG_UP, legs));
  }

  /** Forwarding that comes to nothing. */
  static List<Act> attempt(Legs legs, TransferResult result) {
    return List.of(report(GO_TO_TRANSFER, 1, legs), transferred(TRANSFER, result, legs));
  }

  /** Forwarding that connects: the operator is told before the subscriber is. */
  static List<Act> connection(Legs legs) {
    return List.of(
        report(GO_TO_TRANSFER, 1, legs),
        report(SUBSCRIBER_FREE_RECEIVED, 1, legs),
        report(PREPARE_TO_CONNECT, 3, legs),
        transferred(TRANSFER, TransferResult.CONNECTED, legs));
  }

  /** Forwarding that connects, by the kind of number that it goes to. */
  static List<Act> connectionOf(Legs operator) {
    return operator.isShort() ? shortConnection(operator) : connection(operator);
  }

  static List<Act> shortConnection(Legs legs) {
    return List.of(
        report(GO_TO_SHORT_TRANSFER, 1, legs),
        report(PREPARE_TO_CONNECT, 3, legs),
        transferred(SHORT_TRANSFER, TransferResult.CONNECTED, legs));
  }

  /** Forwarding of the outgoing service, or of a connected call. */
  static List<Act> directConnection(Legs legs) {
    return List.of(
        report(GO_TO_TRANSFER, 1, legs), transferred(TRANSFER, TransferResult.CONNECTED, legs));
  }

  /** Forwarding of a connected call to a short number. */
  static List<Act> directShortConnection(Legs legs) {
    return List.of(
        report(GO_TO_SHORT_TRANSFER, 1, legs),
        transferred(SHORT_TRANSFER, TransferResult.CONNECTED, legs));
  }

  /** A consultation is broken off: the operator has the subscriber again. */
  static List<Act> reconnection(Legs operator) {
    MtsEvent event = operator.isShort() ? SHORT_TRANSFER : TRANSFER;
    return List.of(transferred(event, TransferResult.CONNECTED, operator));
  }

  /** The operator passes the subscriber on, by a short number. */
  static List<Act> passingOn(Legs legs) {
    return List.of(
        report(OPERATOR_TRANSFER, 1, legs),
        transferred(SHORT_TRANSFER, TransferResult.CONNECTED, legs));
  }

  static List<Act> recorded(List<Act> talk, Legs begin, Legs end) {
    return of(List.of(report(REC_START, 0, begin)), talk, List.of(report(REC_STOP, 1, end)));
  }

  /** A conversation. */
  static List<Act> talk(Duration length) {
    return List.of(new Act.Talk(length));
  }

  static List<Act> callerHangsUp(Legs legs) {
    return List.of(ended(Ending.CALLER_HUNG_UP, legs));
  }

  /** The operator hangs up, after which the subscriber may be asked to rate the operator. */
  static List<Act> operatorHangsUp(Legs legs) {
    return List.of(report(B_DROPPED, 1, legs), ended(Ending.CALLEE_HUNG_UP, legs));
  }

  static List<Act> ending(Ending ending, Legs legs) {
    return List.of(ended(ending, legs));
  }
}
