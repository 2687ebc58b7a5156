package org.xiangqiao.server.security.demo;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * The demo hands out a token with every right, so it must not be reached from elsewhere: refuses to
 * start on any address but this machine's own.
 */
final class LoopbackOnly implements BeanFactoryPostProcessor {

  private final Environment environment;

  LoopbackOnly(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    requireLoopback("server.address", null);
    requireLoopback("management.server.address", "127.0.0.1");
    requireLoopback("xiangqiao.mllp.host", "127.0.0.1");
  }

  private void requireLoopback(String property, String otherwise) {
    String address = environment.getProperty(property, otherwise);
    if (address == null || !isLoopback(address)) {
      throw new IllegalStateException(
          "The demo profile runs on this machine only: "
              + property
              + " must be a loopback address such as 127.0.0.1, not "
              + address
              + ". For other machines start without the demo profile and register clients."
              + " / 演示模式只能在本机运行："
              + property
              + " 必须是回环地址（如 127.0.0.1）。");
    }
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }
}
