package org.xiangqiao.server.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * PostgreSQL parameters of a start, given on the command line: what stands there cannot be weakened
 * by {@code postgresql.conf} or {@code ALTER SYSTEM}.
 */
final class ServerParameters {

  private static final String NAME = "[a-z][a-z0-9_.]*";

  private final Map<String, String> values;

  private ServerParameters(Map<String, String> values) {
    this.values = values;
  }

  /** Defaults, over them the operator's, over them those that durability and privacy rest on. */
  static ServerParameters of(Map<String, String> configured) {
    Map<String, String> values = load("default-parameters.properties");
    Map<String, String> required = load("required-parameters.properties");
    configured.forEach(
        (key, value) -> {
          String name = key.replace('-', '_');
          if (!name.matches(NAME) || required.containsKey(name) || name.equals("port")) {
            throw new PostgresProblem("parameter.fixed", key);
          }
          values.put(name, value);
        });
    values.putAll(required);
    return new ServerParameters(values);
  }

  /** The options for {@code pg_ctl -o}, which hands them to a shell. */
  String options(int port) {
    Map<String, String> all = new TreeMap<>(values);
    all.put("port", Integer.toString(port));
    return all.entrySet().stream()
        .map(entry -> "-c " + entry.getKey() + "=" + quoted(entry.getValue()))
        .collect(Collectors.joining(" "));
  }

  private static String quoted(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }

  private static Map<String, String> load(String name) {
    Properties properties = new Properties();
    try (InputStream stream = ServerParameters.class.getResourceAsStream(name)) {
      properties.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> values = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return values;
  }
}
