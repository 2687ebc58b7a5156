package org.xiangqiao.server.rest.async;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What of an HTTP request an interaction may still look at when the container has taken the request
 * back: address, headers, parameters and attributes; not its body.
 */
final class KeptRequest extends HttpServletRequestWrapper {

  private final String method;
  private final String uri;
  private final String query;
  private final String contextPath;
  private final String scheme;
  private final String serverName;
  private final int serverPort;
  private final String remoteAddress;
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, String[]> parameters = new LinkedHashMap<>();
  private final Map<String, Object> attributes = new HashMap<>();

  /**
   * @param keptAttributes names of those that belong to the request and not to the connection
   */
  KeptRequest(HttpServletRequest request, List<String> keptAttributes) {
    super(gone(HttpServletRequest.class));
    method = request.getMethod();
    uri = request.getRequestURI();
    query = request.getQueryString();
    contextPath = request.getContextPath();
    scheme = request.getScheme();
    serverName = request.getServerName();
    serverPort = request.getServerPort();
    remoteAddress = request.getRemoteAddr();
    for (String name : Collections.list(request.getHeaderNames())) {
      if (!name.equalsIgnoreCase("Authorization")) {
        headers.put(name, Collections.list(request.getHeaders(name)));
      }
    }
    parameters.putAll(request.getParameterMap());
    for (String name : keptAttributes) {
      if (request.getAttribute(name) != null) {
        attributes.put(name, request.getAttribute(name));
      }
    }
  }

  /** A response that nobody gets: headers set on it are forgotten. */
  static HttpServletResponse unsent() {
    return (HttpServletResponse)
        Proxy.newProxyInstance(
            KeptRequest.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (proxy, called, arguments) -> {
              if (called.getReturnType() == void.class) {
                return null;
              }
              throw new UnsupportedOperationException(called.getName());
            });
  }

  private static <T> T gone(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, arguments) -> {
              throw new UnsupportedOperationException(called.getName());
            }));
  }

  @Override
  public String getMethod() {
    return method;
  }

  @Override
  public String getRequestURI() {
    return uri;
  }

  @Override
  public String getQueryString() {
    return query;
  }

  @Override
  public String getContextPath() {
    return contextPath;
  }

  @Override
  public String getScheme() {
    return scheme;
  }

  @Override
  public String getServerName() {
    return serverName;
  }

  @Override
  public int getServerPort() {
    return serverPort;
  }

  @Override
  public String getRemoteAddr() {
    return remoteAddress;
  }

  @Override
  public String getContentType() {
    return getHeader("Content-Type");
  }

  @Override
  public String getHeader(String name) {
    List<String> values = headers.get(name);
    return values == null ? null : values.get(0);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return Collections.enumeration(headers.getOrDefault(name, List.of()));
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(headers.keySet());
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return Collections.unmodifiableMap(parameters);
  }

  @Override
  public String getParameter(String name) {
    String[] values = parameters.get(name);
    return values == null ? null : values[0];
  }

  @Override
  public String[] getParameterValues(String name) {
    return parameters.get(name);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(parameters.keySet());
  }

  @Override
  public synchronized Object getAttribute(String name) {
    return attributes.get(name);
  }

  @Override
  public synchronized void setAttribute(String name, Object value) {
    attributes.put(name, value);
  }

  @Override
  public synchronized void removeAttribute(String name) {
    attributes.remove(name);
  }

  @Override
  public synchronized Enumeration<String> getAttributeNames() {
    return Collections.enumeration(new ArrayList<>(attributes.keySet()));
  }
}
