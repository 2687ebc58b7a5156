package org.xiangqiao.simulators.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds out before anything is started whether the ports are free. */
final class Ports {

  private Ports() {}

  static void mustBeFree(DemoOptions options) {
    Map<String, Integer> ports = new LinkedHashMap<>();
    ports.put("--port", options.httpPort());
    ports.put("--mllp-port", options.mllpPort());
    ports.put("--county-port", options.countyPort());
    ports.put("--county-control-port", options.countyControlPort());
    ports.forEach(
        (option, port) -> {
          if (taken(port)) {
            throw new DemoException("port-taken", port, option + "=");
          }
        });
  }

  private static boolean taken(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
