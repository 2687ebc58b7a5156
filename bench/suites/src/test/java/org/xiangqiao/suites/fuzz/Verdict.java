package org.xiangqiao.suites.fuzz;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Judges one answer. */
final class Verdict {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What only the inside of a server says. No request contains any of it. */
  private static final List<String> INSIDE =
      List.of(
          "Exception",
          "\tat ",
          "org.xiangqiao",
          "ca.uhn",
          "org.hl7.fhir",
          "org.springframework",
          "org.postgresql",
          "org.apache",
          "com.fasterxml",
          "jakarta.",
          "java.lang",
          "java.util",
          "java.io",
          "SQLSTATE",
          "SQLState",
          "PSQL",
          "tenant_id",
          "resource_history",
          "Tomcat",
          "HAPI-",
          "HikariPool",
          "<html");

  private Verdict() {}

  /** Null if the answer is in order; else what is wrong, the same words for the same fault. */
  static String on(Request request, Answer answer, long patience) {
    int status = answer.status();
    if (status == 0) {
      return request.wellFormed() ? "closed without an answer" : null;
    }
    if (answer.millis() > patience) {
      return "answer later than " + patience + " ms";
    }
    // 501 and 505: parts of HTTP itself that are not offered (RFC 9110, 15.6).
    if (status >= 500 && status != 501 && status != 505) {
      return "status " + status + (isOutcome(answer) ? "" : " without an OperationOutcome");
    }
    if (status < 400) {
      return unreadable(answer) ? "success with a broken body" : null;
    }
    String text = answer.text();
    for (String word : INSIDE) {
      if (text.contains(word)) {
        return "tells of its inside: " + word.strip();
      }
    }
    boolean silent = request.method().equals("HEAD");
    if (request.isFhir() && !silent && !isOutcome(answer)) {
      return "status " + status + " without an OperationOutcome";
    }
    return null;
  }

  private static boolean isOutcome(Answer answer) {
    String type = answer.header("content-type").toLowerCase(Locale.ROOT);
    String text = answer.text();
    return type.startsWith("application/fhir+json")
            && text.startsWith("{\"resourceType\":\"OperationOutcome\"")
            && !unreadable(answer)
        || type.startsWith("application/fhir+xml") && text.startsWith("<OperationOutcome");
  }

  private static boolean unreadable(Answer answer) {
    if (answer.body().length == 0 || !answer.header("content-type").contains("json")) {
      return false;
    }
    try {
      return JSON.readTree(answer.content()).isMissingNode();
    } catch (IOException broken) {
      return true;
    }
  }
}
