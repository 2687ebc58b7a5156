package org.xiangqiao.server;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the server. */
@SpringBootApplication
public class XiangqiaoServer {

  public static void main(String[] arguments) {
    SpringApplication.run(XiangqiaoServer.class, arguments);
  }
}
