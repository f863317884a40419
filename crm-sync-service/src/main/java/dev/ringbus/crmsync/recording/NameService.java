package dev.ringbus.crmsync.recording;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a name; may block. */
@FunctionalInterface
interface NameService {

  /** What the machine itself uses. */
  NameService SYSTEM = name -> List.of(InetAddress.getAllByName(name));

  /** At least one. */
  List<InetAddress> addresses(String name) throws UnknownHostException;
}
