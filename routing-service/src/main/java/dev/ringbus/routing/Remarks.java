package dev.ringbus.routing;

import java.util.ArrayList;
import java.util.List;

/**
 * Why others did not decide, in order. Bounded in number and length, because some of it is said
 * about an answer that came from outside.
 */
final class Remarks {

  private static final int MOST = 20;
  private static final int LONGEST = 300;

  private final List<String> remarks = new ArrayList<>();

  void add(String remark) {
    if (remarks.size() < MOST) {
      remarks.add(remark.length() <= LONGEST ? remark : remark.substring(0, LONGEST - 1) + "…");
    }
  }

  List<String> all() {
    return List.copyOf(remarks);
  }
}
