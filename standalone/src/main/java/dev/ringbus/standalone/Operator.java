package dev.ringbus.standalone;

import dev.ringbus.simulator.kontur.FaultWords;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Who sits at the simulated CRM: presses what was ordered, and what is typed. */
final class Operator {

  private final SimulatedCrm simulated;
  private final Buttons buttons;
  private final Runnable printer;
  private final PrintWriter out;
  private volatile boolean failed;

  /**
   * @param printer prints what the CRM knows
   */
  Operator(SimulatedCrm simulated, Buttons buttons, Runnable printer, PrintWriter out) {
    this.simulated = simulated;
    this.buttons = buttons;
    this.printer = printer;
    this.out = out;
  }

  /** Presses these, one after another. */
  void press(List<String> presses) throws InterruptedException {
    for (String text : presses) {
      failed |= buttons.press(text) != Buttons.Pressed.DONE;
    }
  }

  /** Does what is typed, until {@code quit} or the end. */
  void obey(InputStream typed) throws InterruptedException {
    // Not closed: the terminal is not ours.
    BufferedReader lines = new BufferedReader(new InputStreamReader(typed, StandardCharsets.UTF_8));
    try {
      for (String line = lines.readLine();
          line != null && !line.strip().equals("quit");
          line = lines.readLine()) {
        obey(line.strip());
      }
    } catch (IOException _) {
      // Nothing more can be typed, which is the end as well.
    }
  }

  private void obey(String line) throws InterruptedException {
    if (line.startsWith("fault=")) {
      fault(line.substring("fault=".length()));
    } else if (line.equals("calls")) {
      printer.run();
    } else if (!line.isEmpty() && buttons.press(line) == Buttons.Pressed.UNKNOWN) {
      say("expected call USER:PHONE, hangup, sync, upgrade, fault=WORD, calls or quit");
    }
  }

  private void fault(String word) {
    if (word.equals("none")) {
      simulated.crm().faults().clear();
      return;
    }
    try {
      FaultWords.apply(word, simulated.crm().faults());
    } catch (IllegalArgumentException e) {
      say(String.valueOf(e.getMessage()));
    }
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }

  /** Whether a button that was ordered was not taken. */
  boolean hasFailed() {
    return failed;
  }
}
