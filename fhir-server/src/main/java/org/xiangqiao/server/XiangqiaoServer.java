package org.xiangqiao.server;

import java.util.OptionalInt;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.xiangqiao.server.command.CommandLine;

/** Starts the server, or runs the command that the first argument names. */
@SpringBootApplication
public class XiangqiaoServer {

  public static void main(String[] arguments) {
    OptionalInt exitCode = CommandLine.onConsole().run(arguments);
    if (exitCode.isPresent()) {
      System.exit(exitCode.getAsInt());
    }
    try {
      SpringApplication.run(XiangqiaoServer.class, arguments);
    } catch (RuntimeException reported) {
      // Spring has said why; a thread that some library left must not keep half a server alive.
      System.exit(1);
    }
  }
}
