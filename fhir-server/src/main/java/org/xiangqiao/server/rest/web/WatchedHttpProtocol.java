package org.xiangqiao.server.rest.web;

import java.io.IOException;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** HTTP/1.1 of the container, which also tells each request its {@link ClientConnection}. */
public final class WatchedHttpProtocol extends Http11NioProtocol {

  @Override
  protected Processor createProcessor() {
    return new TellingProcessor(this, new TellingAdapter(getAdapter()));
  }

  private static final class TellingProcessor extends Http11Processor {

    private final TellingAdapter adapter;

    TellingProcessor(AbstractHttp11Protocol<?> protocol, TellingAdapter adapter) {
      super(protocol, adapter);
      this.adapter = adapter;
    }

    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
      adapter.connection = new ClientConnection(socket);
      try {
        return super.service(socket);
      } finally {
        adapter.connection = null;
      }
    }
  }

  /** One for each processor, which serves one connection at a time. */
  private static final class TellingAdapter implements Adapter {

    private final Adapter next;
    private ClientConnection connection;

    TellingAdapter(Adapter next) {
      this.next = next;
    }

    @Override
    public void service(Request request, Response response) throws Exception {
      request.setAttribute(ClientConnection.ATTRIBUTE, connection);
      next.service(request, response);
    }

    @Override
    public boolean prepare(Request request, Response response) throws Exception {
      return next.prepare(request, response);
    }

    @Override
    public boolean asyncDispatch(Request request, Response response, SocketEvent status)
        throws Exception {
      return next.asyncDispatch(request, response, status);
    }

    @Override
    public void log(Request request, Response response, long time) {
      next.log(request, response, time);
    }

    @Override
    public void checkRecycled(Request request, Response response) {
      next.checkRecycled(request, response);
    }

    @Override
    public String getDomain() {
      return next.getDomain();
    }
  }
}
