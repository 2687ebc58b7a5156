package org.xiangqiao.integration.mllp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.apache.camel.Processor;
import org.apache.camel.component.mllp.MllpEndpoint;
import org.apache.camel.component.mllp.MllpTcpServerConsumer;
import org.apache.camel.component.mllp.internal.TcpSocketConsumerRunnable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts a connection only while there is room for it, and reads it through a {@link FrameBuffer}.
 * Camel reads the first message of a connection on an unbounded pool and forgets it when it breaks;
 * that step is left out.
 */
class GuardedMllpConsumer extends MllpTcpServerConsumer {

  private static final Logger LOG = LoggerFactory.getLogger(GuardedMllpConsumer.class);

  private final MllpSettings settings;
  private final ListenerTls tls;
  private final FrameFaults faults;
  private final Deadlines deadlines = new Deadlines();

  /**
   * @param tls null for plain TCP
   */
  GuardedMllpConsumer(
      MllpEndpoint endpoint,
      Processor processor,
      MllpSettings settings,
      ListenerTls tls,
      FrameFaults faults) {
    super(endpoint, processor);
    this.settings = settings;
    this.tls = tls;
    this.faults = faults;
  }

  /** Runs on the only accepting thread: must neither wait nor throw. */
  @Override
  public void validateConsumer(Socket connection) {
    try {
      if (hasRoomFor(connection.getInetAddress())) {
        SenderConnection sender =
            new SenderConnection(connection, tls, deadlines, settings.frameTimeout());
        int maxSize = (int) settings.maxMessageSize().toBytes();
        startConsumer(sender.socket(), new FrameBuffer(getEndpoint(), sender, maxSize, faults));
      } else {
        LOG.warn("mllp connection refused: limit of connections reached");
        connection.close();
      }
    } catch (RuntimeException | IOException e) {
      LOG.debug("mllp connection lost while it was accepted", e);
      closeQuietly(connection);
    }
  }

  @Override
  protected void doShutdown() throws Exception {
    super.doShutdown();
    deadlines.close();
  }

  private boolean hasRoomFor(InetAddress address) {
    List<InetAddress> connected =
        getConsumerRunnables().keySet().stream()
            .map(TcpSocketConsumerRunnable::getSocket)
            .filter(socket -> !socket.isClosed())
            .map(Socket::getInetAddress)
            .toList();
    return connected.size() < settings.maxConnections()
        && connected.stream().filter(address::equals).count() < settings.maxConnectionsPerAddress();
  }

  private static void closeQuietly(Socket connection) {
    try {
      connection.close();
    } catch (IOException e) {
      LOG.trace("already closed", e);
    }
  }
}
