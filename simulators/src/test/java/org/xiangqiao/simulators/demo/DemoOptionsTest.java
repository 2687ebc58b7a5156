package org.xiangqiao.simulators.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DemoOptionsTest {

  @Test
  void whatFollowsTwoDashesIsForTheServer() {
    DemoOptions options =
        DemoOptions.parse("--once", "--port=18080", "--", "--logging.level.root=debug");
    assertThat(options.once()).isTrue();
    assertThat(options.httpPort()).isEqualTo(18080);
    assertThat(options.mllpPort()).isEqualTo(2575);
    assertThat(options.serverArguments()).containsExactly("--logging.level.root=debug");
  }

  @Test
  void mistakesAreToldInBothLanguages() {
    assertThatThrownBy(() -> DemoOptions.parse("--prot=1"))
        .isInstanceOfSatisfying(
            DemoException.class,
            e -> assertThat(e.text()).contains("未知选项 --prot").contains("Unknown option --prot"));
  }

  @Test
  void aTakenPortIsNamedWithTheOptionThatChangesIt() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      DemoOptions options =
          DemoOptions.parse(
              "--port=" + taken.getLocalPort(),
              "--mllp-port=0",
              "--county-port=0",
              "--county-control-port=0");
      assertThatThrownBy(() -> Ports.mustBeFree(options))
          .isInstanceOfSatisfying(
              DemoException.class,
              e ->
                  assertThat(e.text())
                      .contains("端口 " + taken.getLocalPort() + " 已被占用")
                      .contains("--port="));
    }
  }

  @Test
  void withoutATerminalProgressIsPlainLines() {
    var bytes = new java.io.ByteArrayOutputStream();
    Progress progress =
        new Progress(new PrintStream(bytes, true, StandardCharsets.UTF_8), false, 40);
    for (int i = 0; i < 40; i++) {
      progress.step();
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .hasSize(11)
        .last()
        .isEqualTo("  40/40");
  }
}
