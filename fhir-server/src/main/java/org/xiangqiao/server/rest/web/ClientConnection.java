package org.xiangqiao.server.rest.web;

import java.io.IOException;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** The network connection on which a request came. */
final class ClientConnection {

  static final String ATTRIBUTE = ClientConnection.class.getName();

  private final SocketWrapperBase<?> socket;

  ClientConnection(SocketWrapperBase<?> socket) {
    this.socket = socket;
  }

  /**
   * True if the client has closed it. Only to be asked while nobody reads from or writes to it.
   *
   * <p>Looks for bytes without waiting; what arrives goes into the connection's own buffer, from
   * which the container reads it later. As long as such bytes lie there, the end behind them cannot
   * be seen, and the client counts as there.
   */
  boolean isGone() {
    try {
      socket.isReadyForRead();
      return false;
    } catch (IOException closed) {
      return true;
    }
  }
}
