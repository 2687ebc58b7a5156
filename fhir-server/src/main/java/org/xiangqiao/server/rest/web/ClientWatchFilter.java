package org.xiangqiao.server.rest.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.web.filter.OncePerRequestFilter;
import org.xiangqiao.store.Cancellation;

/** Frees the query of a client that has closed its connection; a write goes on. */
public final class ClientWatchFilter extends OncePerRequestFilter {

  /** Most reads are over before; none of them is looked at. */
  private static final Duration PATIENCE = Duration.ofMillis(700);

  private final ReadWatch watch;

  public ClientWatchFilter(ReadWatch watch) {
    this.watch = watch;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!(request.getAttribute(ClientConnection.ATTRIBUTE)
        instanceof ClientConnection connection)) {
      chain.doFilter(request, response);
      return;
    }
    Cancellation cancellation = new Cancellation();
    try (ReadWatch.Watched watched = watch.watch(cancellation, PATIENCE, connection::isGone);
        Cancellation.Binding bound = cancellation.bind()) {
      chain.doFilter(request, response);
    }
  }
}
