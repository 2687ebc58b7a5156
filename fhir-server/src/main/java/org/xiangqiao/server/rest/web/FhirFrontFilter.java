package org.xiangqiao.server.rest.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.catalina.connector.ClientAbortException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.rest.problem.RestFaults;

/**
 * Stands before everything under {@code /fhir}: refuses overlong addresses, measures each request
 * ({@code xiangqiao.rest.requests}), and makes sure that whatever fails behind it, security and
 * container included, is answered with an OperationOutcome.
 */
public final class FhirFrontFilter extends OncePerRequestFilter {

  /** A percent sign that encodes no byte. */
  private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private final OperationOutcomes outcomes;
  private final MeterRegistry meters;
  private final int longestUrl;

  public FhirFrontFilter(OperationOutcomes outcomes, MeterRegistry meters, int longestUrl) {
    this.outcomes = outcomes;
    this.meters = meters;
    this.longestUrl = longestUrl;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Timer.Sample sample = Timer.start(meters);
    try {
      if (urlLength(request) > longestUrl) {
        outcomes.write(request, response, RestFaults.urlTooLong(longestUrl));
      } else if (hasBadEscape(request.getQueryString())) {
        outcomes.write(request, response, RestFaults.invalid("parameter-parse", ""));
      } else {
        pass(request, response, chain);
      }
    } finally {
      sample.stop(timer(request, response.getStatus()));
    }
  }

  private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException {
    try {
      chain.doFilter(request, new ErrorsAsOutcomes(request, response, outcomes));
    } catch (ClientAbortException gone) {
      logger.debug("client closed the connection before the answer was complete");
    } catch (ServletException | IOException | RuntimeException failure) {
      outcomes.write(request, response, failure);
    }
  }

  /** The container forgives these, HAPI fails over them: said once, for every interaction. */
  private static boolean hasBadEscape(String query) {
    return query != null && BAD_ESCAPE.matcher(query).find();
  }

  private static int urlLength(HttpServletRequest request) {
    int query = request.getQueryString() == null ? 0 : request.getQueryString().length() + 1;
    return request.getRequestURI().length() + query;
  }

  private Timer timer(HttpServletRequest request, int status) {
    Served served = Served.of(request);
    return meters.timer(
        "xiangqiao.rest.requests",
        "interaction",
        served.interaction(),
        "type",
        served.type(),
        "status",
        status / 100 + "xx");
  }
}
