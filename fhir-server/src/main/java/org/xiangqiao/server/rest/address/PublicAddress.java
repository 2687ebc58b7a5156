package org.xiangqiao.server.rest.address;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.web.util.ForwardedHeaderUtils;
import org.springframework.web.util.UriComponents;

/**
 * The address under which partners know this server, for {@code Location}, links, {@code fullUrl}
 * and the audience of tokens: as configured, else as a trusted proxy says, else as the request came
 * in.
 */
public final class PublicAddress {

  /** Where FHIR lives below the root. */
  public static final String FHIR_PATH = "/fhir";

  private static final String FHIR_BASE = PublicAddress.class.getName() + ".fhirBase";

  private final String configured;
  private final List<IpAddressMatcher> trustedProxies;

  public PublicAddress(AddressSettings settings) {
    configured =
        settings.publicBaseUrl() == null || settings.publicBaseUrl().isBlank()
            ? null
            : withoutSlash(settings.publicBaseUrl());
    trustedProxies = settings.trustedProxies().stream().map(IpAddressMatcher::new).toList();
  }

  /** The configured root, if there is one: the only audience that does not depend on a header. */
  public Optional<String> configuredRoot() {
    return Optional.ofNullable(configured);
  }

  /** Root of the server without a final slash, for example {@code https://fhir.county.example}. */
  public String root(HttpServletRequest request) {
    return configured != null ? configured : rootOf(request);
  }

  /** Base of all FHIR addresses without a final slash: the root and {@code /fhir}. */
  public String fhirBase(HttpServletRequest request) {
    Object known = request.getAttribute(FHIR_BASE);
    if (known != null) {
      return (String) known;
    }
    String base = root(request) + FHIR_PATH;
    request.setAttribute(FHIR_BASE, base);
    return base;
  }

  private String rootOf(HttpServletRequest request) {
    if (trustedProxies.stream().noneMatch(proxy -> proxy.matches(request.getRemoteAddr()))) {
      return origin(request.getScheme(), request.getServerName(), request.getServerPort())
          + request.getContextPath();
    }
    HttpHeaders headers = new HttpHeaders();
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.addAll(name, Collections.list(request.getHeaders(name)));
    }
    URI received =
        URI.create(
            origin(request.getScheme(), request.getServerName(), request.getServerPort()) + "/");
    UriComponents seen = ForwardedHeaderUtils.adaptFromForwardedHeaders(received, headers).build();
    String prefix = headers.getFirst("X-Forwarded-Prefix");
    return origin(seen.getScheme(), seen.getHost(), seen.getPort())
        + (prefix == null ? "" : withoutSlash(prefix.trim()))
        + request.getContextPath();
  }

  private static String origin(String scheme, String host, int port) {
    boolean usual =
        port <= 0 || scheme.equals("http") && port == 80 || scheme.equals("https") && port == 443;
    return scheme + "://" + host + (usual ? "" : ":" + port);
  }

  private static String withoutSlash(String address) {
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }
}
