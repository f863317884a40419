package dev.ringbus.control.http;

import dev.ringbus.control.http.Parameter.Format;
import dev.ringbus.store.Inquiries.PageRequest;
import java.util.List;

/** The parameters of every list. */
final class Paging {

  private static final int PAGE = 50;
  private static final int LARGEST_PAGE = 500;

  static final List<Parameter> PARAMETERS =
      List.of(
          Parameter.query(
              "size", new Format.Whole(1, LARGEST_PAGE), "How many at most; 50 unless given."),
          Parameter.query("after", new Format.Text(), "The next of the page before."));

  private Paging() {}

  static PageRequest page(Arguments given) {
    return new PageRequest((int) given.whole("size", PAGE), given.text("after"));
  }
}
