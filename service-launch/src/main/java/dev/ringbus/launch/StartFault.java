package dev.ringbus.launch;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.server.PortInUseException;

/** Why a start failed, in one line for whoever started it. */
public final class StartFault {

  private static final String CONTROL_PORT = "ringbus.control.port";
  private static final Set<String> PORTS_OF_BOOT = Set.of("server.port", "management.server.port");

  private StartFault() {}

  /** The line; empty if it is no fault of the settings, so that a stack trace is wanted. */
  public static Optional<String> line(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String line = ofOne(cause);
      if (line != null) {
        return Optional.of(line);
      }
    }
    return Optional.empty();
  }

  private static @Nullable String ofOne(Throwable cause) {
    return switch (cause) {
      case PlainFault fault -> fault.getMessage();
      case PortInUseException port -> "port " + port.getPort() + " is in use";
      case java.net.BindException bind -> "a port cannot be opened: " + bind.getMessage();
      // Of Boot's own settings only the control port is set from one of ours.
      case IllegalArgumentException port
          when String.valueOf(port.getMessage()).startsWith("port out of range") ->
          CONTROL_PORT + " is 0 to 65535: " + port.getMessage();
      case InvalidConfigurationPropertyValueException invalid ->
          expected(invalid.getName(), Integer.class, invalid.getValue());
      case BindException binding -> ofBinding(binding);
      default -> null;
    };
  }

  private static String ofBinding(BindException binding) {
    Throwable root = binding;
    for (Throwable next = root.getCause(); next != null; next = next.getCause()) {
      root = next;
      // Our own settings name themselves, and all their faults at once.
      String message = next.getMessage();
      if (next instanceof IllegalArgumentException
          && message != null
          && message.startsWith("ringbus.")) {
        return message;
      }
    }
    ConfigurationProperty property = binding.getProperty();
    return property == null
        ? binding.getName() + ": " + root.getMessage()
        : expected(
            property.getName().toString(),
            binding.getTarget().getType().resolve(Object.class),
            property.getValue());
  }

  private static String expected(String name, Class<?> type, @Nullable Object value) {
    boolean number = type == int.class || type == long.class || Number.class.isAssignableFrom(type);
    return "%s: expected a %s, not '%s'"
        .formatted(
            PORTS_OF_BOOT.contains(name) ? CONTROL_PORT : name,
            number ? "whole number" : type.getSimpleName().toLowerCase(Locale.ROOT),
            value);
  }
}
