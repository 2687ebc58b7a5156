package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.coyote.AbstractProtocol;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** Requests have virtual threads from JDK 21 on and Tomcat's pool before. */
class RequestThreadsTest extends RestServerTest {

  private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

  @Autowired private ServletWebServerApplicationContext context;

  @Test
  void threadsAreThoseOfTheJdk() {
    TomcatWebServer server = (TomcatWebServer) context.getWebServer();
    AbstractProtocol<?> protocol =
        (AbstractProtocol<?>) server.getTomcat().getConnector().getProtocolHandler();
    boolean virtual = protocol.getExecutor() instanceof VirtualThreadExecutor;
    assertThat(virtual).isEqualTo(Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS);
  }

  @Test
  void requestsAreAnsweredOnThem() {
    assertThat(get("/Patient?_count=1").status()).isEqualTo(200);
  }
}
