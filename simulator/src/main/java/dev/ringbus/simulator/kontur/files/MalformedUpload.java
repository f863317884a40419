package dev.ringbus.simulator.kontur.files;

/** An upload that is not as the contract has it; the message is what the CRM says about it. */
public final class MalformedUpload extends Exception {

  MalformedUpload(String message) {
    super(message);
  }
}
