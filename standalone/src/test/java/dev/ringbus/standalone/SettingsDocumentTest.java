package dev.ringbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** What {@code deploy/README.md} says of the services' settings. */
class SettingsDocumentTest {

  private static final Pattern ROW =
      Pattern.compile("\\| `(RINGBUS_\\w+)` \\| `?([^`|]+?)`? \\|.*");

  /** Placeholders in the services' files, rather than components of records. */
  private static final Map<String, String> PLACEHOLDERS =
      Map.of("RINGBUS_CONTROL_PORT", "8090", "RINGBUS_SECRETS_DIR", ".");

  @Test
  void isEverySettingWithItsDefaultAndNoOther() throws Exception {
    Map<String, String> settings = new TreeMap<>(PLACEHOLDERS);
    for (Class<?> each : allSettings()) {
      collect(each, settings);
    }

    assertThat(documented()).isEqualTo(settings);
    assertThat(settings)
        .containsKeys("RINGBUS_BOOTSTRAP_SERVERS", "RINGBUS_INGRESS_PORT", "RINGBUS_POSTGRES_URL");
  }

  /** Of every service and library: whatever binds itself to the environment. */
  private static List<Class<?>> allSettings() throws ClassNotFoundException {
    var scan = new ClassPathScanningCandidateComponentProvider(false);
    scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    List<Class<?>> found = new ArrayList<>();
    for (BeanDefinition each : scan.findCandidateComponents("dev.ringbus")) {
      found.add(Class.forName(each.getBeanClassName()));
    }
    return found;
  }

  private static Map<String, String> documented() throws IOException {
    Map<String, String> rows = new TreeMap<>();
    Files.readAllLines(Path.of("../deploy/README.md").toAbsolutePath()).stream()
        .dropWhile(line -> !line.equals("## Settings"))
        .map(ROW::matcher)
        .filter(row -> row.matches())
        .forEach(row -> rows.put(row.group(1), row.group(2)));
    return rows;
  }

  private static void collect(Class<?> settings, Map<String, String> defaults) {
    String prefix =
        Objects.requireNonNull(settings.getAnnotation(ConfigurationProperties.class)).value();
    collect(settings, prefix.replaceAll("[.-]", "_"), defaults);
  }

  private static void collect(Class<?> settings, String prefix, Map<String, String> defaults) {
    for (Parameter parameter : settings.getDeclaredConstructors()[0].getParameters()) {
      String name = prefix + "_" + parameter.getName().replaceAll("([A-Z])", "_$1");
      if (parameter.getType().isRecord()) {
        collect(parameter.getType(), name, defaults);
      } else {
        defaults.put(name.toUpperCase(Locale.ROOT), defaultOf(parameter));
      }
    }
  }

  private static String defaultOf(Parameter parameter) {
    DefaultValue value = parameter.getAnnotation(DefaultValue.class);
    return value == null || value.value().length == 0 ? "none" : String.join(",", value.value());
  }
}
