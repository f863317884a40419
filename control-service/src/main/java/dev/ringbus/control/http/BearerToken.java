package dev.ringbus.control.http;

import dev.ringbus.model.KeyDigest;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The token that requests carry, as the configuration has it at this moment. */
public final class BearerToken {

  private static final String SCHEME = "Bearer ";

  private final Supplier<Optional<KeyDigest>> expected;

  public BearerToken(Supplier<Optional<KeyDigest>> expected) {
    this.expected = expected;
  }

  /** What a header is worth. */
  enum Check {
    GOOD,
    WRONG,
    /** There is no token that would do. */
    NONE_SET
  }

  Check check(@Nullable String header) {
    Optional<KeyDigest> token = expected.get();
    if (token.isEmpty()) {
      return Check.NONE_SET;
    }
    return header != null
            && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
            && token.get().matches(header.substring(SCHEME.length()).strip())
        ? Check.GOOD
        : Check.WRONG;
  }
}
