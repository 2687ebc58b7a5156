package org.xiangqiao.simulators.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Options of the command line, {@code --name=value}.
 *
 * @param once end after the banner instead of waiting for Ctrl-C
 * @param serverArguments what follows {@code --}: for the server
 */
record DemoOptions(
    Path serverJar,
    Path data,
    int httpPort,
    int mllpPort,
    int countyPort,
    int countyControlPort,
    int residents,
    int connections,
    boolean once,
    List<String> serverArguments) {

  static DemoOptions parse(String... arguments) {
    Map<String, String> given = new HashMap<>();
    List<String> forServer = new ArrayList<>();
    boolean rest = false;
    for (String argument : arguments) {
      if (rest) {
        forServer.add(argument);
      } else if (argument.equals("--")) {
        rest = true;
      } else if (argument.startsWith("--")) {
        String[] pair = argument.substring(2).split("=", 2);
        given.put(pair[0], pair.length == 2 ? pair[1] : "true");
      } else {
        throw new DemoException("unknown-option", argument);
      }
    }
    DemoOptions options =
        new DemoOptions(
            path(given, "server", defaultServer()),
            path(given, "data", Path.of("data")).toAbsolutePath().normalize(),
            number(given, "port", 8080),
            number(given, "mllp-port", 2575),
            number(given, "county-port", 8091),
            number(given, "county-control-port", 8092),
            number(given, "residents", 200),
            number(given, "connections", 4),
            Boolean.parseBoolean(given.getOrDefault("once", "false")),
            List.copyOf(forServer));
    given.remove("once");
    if (!given.isEmpty()) {
      throw new DemoException("unknown-option", "--" + given.keySet().iterator().next());
    }
    return options;
  }

  private static Path path(Map<String, String> given, String name, Path otherwise) {
    String value = given.remove(name);
    return value == null ? otherwise : Path.of(value);
  }

  private static int number(Map<String, String> given, String name, int otherwise) {
    String value = given.remove(name);
    try {
      return value == null ? otherwise : Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new DemoException("no-number", "--" + name, value);
    }
  }

  /** In the tree that this jar was built in, wherever the demo is started from. */
  private static Path defaultServer() {
    Path inTree = Path.of("fhir-server", "target", "xiangqiao-server.jar");
    Path jar = Path.of(System.getProperty("java.class.path")).toAbsolutePath().normalize();
    return jar.endsWith(Path.of("simulators", "target", "xiangqiao-demo.jar"))
        ? jar.getParent().getParent().getParent().resolve(inTree)
        : inTree;
  }
}
