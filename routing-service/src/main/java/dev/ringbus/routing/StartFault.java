package dev.ringbus.routing;

import java.net.BindException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.server.PortInUseException;

/** Why a start failed, in one line for whoever started it. */
final class StartFault {

  private static final String CONTROL_PORT = "ringbus.control.port";

  private StartFault() {}

  /** The line; empty if it is no fault of the settings, so that a stack trace is wanted. */
  static Optional<String> line(Throwable failure) {
    Throwable cause = failure;
    while (cause != null) {
      String line = ofOne(cause);
      if (line != null) {
        return Optional.of(line);
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private static @Nullable String ofOne(Throwable cause) {
    return switch (cause) {
      case PortInUseException port -> "port " + port.getPort() + " is in use";
      case IllegalArgumentException port
          when String.valueOf(port.getMessage()).startsWith("port out of range") ->
          CONTROL_PORT + " is 0 to 65535: " + port.getMessage();
      case BindException bind -> "the port cannot be opened: " + bind.getMessage();
      // Of Boot's own settings only the port is set from one of ours.
      case InvalidConfigurationPropertyValueException port ->
          "%s: expected a whole number, not '%s'".formatted(CONTROL_PORT, port.getValue());
      case org.springframework.boot.context.properties.bind.BindException binding ->
          ofBinding(binding);
      default -> null;
    };
  }

  private static String ofBinding(
      org.springframework.boot.context.properties.bind.BindException binding) {
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
        : "%s: expected a %s, not '%s'"
            .formatted(property.getName(), target(binding), property.getValue());
  }

  private static String target(
      org.springframework.boot.context.properties.bind.BindException binding) {
    Class<?> type = binding.getTarget().getType().resolve(Object.class);
    if (type == int.class || type == long.class || Number.class.isAssignableFrom(type)) {
      return "whole number";
    }
    return type.getSimpleName().toLowerCase(Locale.ROOT);
  }
}
