package org.xiangqiao.suites.fuzz;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.LoggerFactory;

/**
 * What the server logs as errors, by request id, so that a report can say where a 500 comes from.
 */
final class ServerErrors extends AppenderBase<ILoggingEvent> {

  private final Map<String, String> byRequest = new ConcurrentHashMap<>();

  static ServerErrors listen() {
    ServerErrors errors = new ServerErrors();
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    errors.setContext(root.getLoggerContext());
    errors.start();
    root.addAppender(errors);
    return errors;
  }

  @Override
  protected void append(ILoggingEvent event) {
    String request = event.getMDCPropertyMap().get("requestId");
    if (event.getLevel().isGreaterOrEqual(Level.ERROR) && request != null) {
      byRequest.merge(request, shown(event), (one, other) -> one + "\n" + other);
    }
  }

  /** The error, its causes and their first frames; empty if nothing was logged. */
  String of(String requestId) {
    return byRequest.getOrDefault(requestId, "");
  }

  private static String shown(ILoggingEvent event) {
    StringBuilder shown = new StringBuilder(event.getFormattedMessage());
    for (IThrowableProxy at = event.getThrowableProxy(); at != null; at = at.getCause()) {
      shown.append('\n').append(at.getClassName()).append(' ').append(at.getMessage());
      StackTraceElementProxy[] frames = at.getStackTraceElementProxyArray();
      for (int i = 0; i < Math.min(frames.length, 12); i++) {
        shown.append("\n  ").append(frames[i].getSTEAsString());
      }
    }
    return shown.toString();
  }
}
