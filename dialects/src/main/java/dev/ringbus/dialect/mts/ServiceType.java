package dev.ringbus.dialect.mts;

import dev.ringbus.model.Direction;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which service of MTS a call goes through: {@code ServiceType} of {@code CRMData}. */
enum ServiceType {
  /** {@code MTSSecretary}, the service that the seed is about. */
  SECRETARY(1, Direction.INBOUND),
  /** {@code MTSPBX}, outgoing calls of the client's own PBX. */
  OUTGOING(2, Direction.OUTBOUND),
  /** {@code MTSQuality}, quality control. */
  QUALITY(3, Direction.INBOUND),
  /** {@code MTSSubCLID}, substitution of the caller's number: the seed does not say whose calls. */
  CALLER_ID_SUBSTITUTION(4, null),
  /** A number that the seed does not have. */
  OTHER(0, null);

  private final int code;

  private final @Nullable Direction direction;

  ServiceType(int code, @Nullable Direction direction) {
    this.code = code;
    this.direction = direction;
  }

  /** The service of that number; {@link #OTHER} if there is none. */
  static ServiceType read(int code) {
    return Arrays.stream(values())
        .filter(service -> service.code == code)
        .findFirst()
        .orElse(OTHER);
  }

  int code() {
    return code;
  }

  @Nullable Direction direction() {
    return direction;
  }
}
