package org.xiangqiao.server.rest.interaction;

import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.xiangqiao.server.rest.answer.Presentation;
import org.xiangqiao.server.rest.problem.RestFaults;

/** The parameters of a request, told apart by whom they concern. */
final class Parameters {

  /** Names the page wanted; its value is a sealed cursor of the store. */
  static final String PAGE = "_page";

  private Parameters() {}

  static String first(ServletRequestDetails request, String name) {
    String[] values = request.getParameters().get(name);
    return values == null || values.length == 0 ? null : values[0];
  }

  /** What a search is about; how its answer is shown is left out. */
  static Map<String, List<String>> ofSearch(ServletRequestDetails request) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    request
        .getParameters()
        .forEach(
            (name, values) -> {
              boolean counts = name.equals("_summary") && "count".equals(values[0]);
              if (counts || !Presentation.PARAMETERS.contains(name)) {
                parameters.put(name, Arrays.asList(values));
              }
            });
    return parameters;
  }

  /** How the answer is shown, to be carried into links. */
  static Map<String, List<String>> ofPresentation(ServletRequestDetails request) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    request
        .getParameters()
        .forEach(
            (name, values) -> {
              if (Presentation.PARAMETERS.contains(name)) {
                parameters.put(name, Arrays.asList(values));
              }
            });
    return parameters;
  }

  /** Criteria of a conditional interaction: the query as sent, without what shapes the answer. */
  static String criteria(ServletRequestDetails request) {
    String query = request.getServletRequest().getQueryString();
    if (query == null) {
      return "";
    }
    return Arrays.stream(query.split("&"))
        .filter(pair -> !pair.isEmpty())
        .filter(pair -> !Presentation.PARAMETERS.contains(pair.split("=", 2)[0]))
        .collect(Collectors.joining("&"));
  }

  /** As {@link #criteria}, refused when there are none: all resources would be meant. */
  static String required(ServletRequestDetails request, String interaction) {
    String criteria = criteria(request);
    if (criteria.isEmpty()) {
      throw RestFaults.invalid("criteria-missing", "", interaction).exception();
    }
    return criteria;
  }

  /** A query as the store's bundles read it; what is not well encoded is left as it stands. */
  static Map<String, List<String>> ofQuery(String query) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters
            .computeIfAbsent(decoded(pair.substring(0, equals)), name -> new ArrayList<>())
            .add(decoded(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException badEscape) {
      return text;
    }
  }

  /** An address with a query; no question mark without parameters. */
  static String url(String address, Map<String, List<String>> parameters) {
    StringBuilder url = new StringBuilder(address);
    char separator = '?';
    for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
      for (String value : parameter.getValue()) {
        url.append(separator).append(encoded(parameter.getKey()));
        url.append('=').append(encoded(value));
        separator = '&';
      }
    }
    return url.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
