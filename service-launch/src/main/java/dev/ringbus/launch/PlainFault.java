package dev.ringbus.launch;

/** An exception whose message tells whoever started the service all there is to know. */
public interface PlainFault {

  String getMessage();
}
