package org.xiangqiao.bench.oracle.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Generated journeys of creates, updates, deletions, patches and transactions, with looks back. */
final class Journeys {

  private static final String SYSTEM = "https://oracle.example/journey";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Random random;

  Journeys(long seed) {
    this.random = new Random(seed);
  }

  List<Journey> generate(int number) {
    List<Journey> journeys = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      journeys.add(journey("j" + i));
    }
    return journeys;
  }

  private Journey journey(String name) {
    List<Step> steps = new ArrayList<>();
    steps.add(put("update as create", name, 0, "first"));
    steps.add(
        Step.send("update as create", "PUT", observation(name, 0), observationBody(name, 0, 1)));
    for (int i = 0; i < 7; i++) {
      steps.addAll(random(name));
    }
    steps.addAll(lookBack(name));
    return new Journey(name, List.copyOf(steps));
  }

  private List<Step> random(String name) {
    int n = random.nextInt(3);
    String text = "v" + random.nextInt(1000);
    return switch (random.nextInt(16)) {
      case 0 -> List.of(put("update", name, n, text));
      case 1 -> List.of(put("update", name, n, text), put("update without change", name, n, text));
      case 2 -> List.of(Step.send("delete", "DELETE", patient(name, n), null), read(name, n));
      case 3 ->
          List.of(
              put("update", name, n, text),
              put("update if match", name, n, text + "x").with("If-Match", "W/\"1\""));
      case 4 ->
          List.of(
              Step.send("conditional create", "POST", "Patient", patientBody(name, n, text, false))
                  .with("If-None-Exist", "identifier=" + SYSTEM + "|" + name + "-" + n),
              find(name, n));
      case 5 ->
          List.of(
              Step.send(
                  "conditional update",
                  "PUT",
                  "Patient?identifier=" + SYSTEM + "%7C" + name + "-" + n,
                  patientBody(name, n, text, false)),
              find(name, n));
      case 6 ->
          List.of(
              Step.send(
                  "conditional delete",
                  "DELETE",
                  "Observation?identifier=" + SYSTEM + "%7C" + name + "-o" + n,
                  null),
              Step.get("read", observation(name, n)));
      case 7 ->
          List.of(
              put("update", name, n, text),
              Step.send(
                  "json patch",
                  "PATCH",
                  patient(name, n),
                  patch("replace", "/name/0/family", text + "p")),
              read(name, n));
      case 8 ->
          List.of(
              Step.send(
                  "json patch refused",
                  "PATCH",
                  patient(name, n),
                  patch("test", "/gender", "none")),
              read(name, n));
      case 9 -> List.of(transaction(name, n, text), find(name, 9));
      case 10 -> List.of(failing(name, n), find(name, 8));
      case 11 -> List.of(removal(name, n), read(name, n));
      case 12 ->
          List.of(
              Step.send("create", "POST", "Patient", patientBody(name, 5, text, false)),
              find(name, 5));
      case 13 -> List.of(batch(name, n, text));
      case 14 ->
          List.of(
              Step.send(
                  "update of a reference",
                  "PUT",
                  observation(name, n),
                  observationBody(name, n, n)),
              Step.send("delete of what is referred to", "DELETE", patient(name, n), null));
      default ->
          List.of(
              Step.send(
                  "conditional patch",
                  "PATCH",
                  "Patient?identifier=" + SYSTEM + "%7C" + name + "-" + n,
                  patch("replace", "/name/0/family", text + "c")),
              find(name, n));
    };
  }

  private List<Step> lookBack(String name) {
    List<Step> steps = new ArrayList<>();
    for (int n = 0; n < 3; n++) {
      steps.add(read(name, n));
      steps.add(Step.get("vread", patient(name, n) + "/_history/1"));
      steps.add(Step.get("vread", patient(name, n) + "/_history/2"));
      steps.add(Step.get("history of a resource", patient(name, n) + "/_history"));
      steps.add(Step.get("history of a resource", observation(name, n) + "/_history?_count=2"));
    }
    steps.add(
        Step.get(
            "search after writes",
            "Observation?_count=50&identifier=" + SYSTEM + "%7C" + name + "-o0"));
    steps.add(
        Step.get(
            "search after writes", "Patient?_count=50&active=true&_tag=" + SYSTEM + "%7C" + name));
    return steps;
  }

  private Step transaction(String name, int n, String text) {
    String urn = "urn:uuid:00000000-0000-4000-8000-00000000000" + n;
    ArrayNode entries = JSON.arrayNode();
    ObjectNode observation = observationBody(name, 7, n);
    observation.remove("id");
    observation.set("subject", JSON.objectNode().put("reference", urn));
    // The one that refers stands first: order must not matter.
    entries.add(entry(null, "POST", "Observation", observation));
    entries.add(entry(urn, "POST", "Patient", patientBody(name, 9, text, false)));
    entries.add(entry(null, "PUT", patient(name, n), patientBody(name, n, text + "t", true)));
    if (random.nextBoolean()) {
      ObjectNode create = entry(null, "POST", "Patient", patientBody(name, 4, text, false));
      ((ObjectNode) create.get("request"))
          .put("ifNoneExist", "identifier=" + SYSTEM + "|" + name + "-4");
      entries.add(create);
    }
    return Step.send("transaction", "POST", "", bundle("transaction", entries));
  }

  private Step failing(String name, int n) {
    ArrayNode entries = JSON.arrayNode();
    entries.add(entry(null, "POST", "Patient", patientBody(name, 8, "never", false)));
    ObjectNode observation = observationBody(name, 6, n);
    observation.set("subject", JSON.objectNode().put("reference", "Patient/" + name + "-nobody"));
    entries.add(entry(null, "PUT", observation(name, 6), observation));
    return Step.send("transaction refused", "POST", "", bundle("transaction", entries));
  }

  /** The referrer and what it refers to, in the unfavourable order. */
  private Step removal(String name, int n) {
    ArrayNode entries = JSON.arrayNode();
    entries.add(entry(null, "DELETE", patient(name, n), null));
    entries.add(entry(null, "DELETE", observation(name, n), null));
    return Step.send("transaction of deletions", "POST", "", bundle("transaction", entries));
  }

  private Step batch(String name, int n, String text) {
    ArrayNode entries = JSON.arrayNode();
    entries.add(entry(null, "PUT", patient(name, n), patientBody(name, n, text + "b", true)));
    entries.add(entry(null, "GET", patient(name, n) + "/_history/1", null));
    entries.add(entry(null, "GET", "Patient/" + name + "-nobody", null));
    return Step.send("batch", "POST", "", bundle("batch", entries));
  }

  private static ObjectNode bundle(String type, ArrayNode entries) {
    ObjectNode bundle = JSON.objectNode().put("resourceType", "Bundle").put("type", type);
    bundle.set("entry", entries);
    return bundle;
  }

  private static ObjectNode entry(String fullUrl, String method, String url, JsonNode resource) {
    ObjectNode entry = JSON.objectNode();
    if (fullUrl != null) {
      entry.put("fullUrl", fullUrl);
    }
    if (resource != null) {
      entry.set("resource", resource);
    }
    entry.set("request", JSON.objectNode().put("method", method).put("url", url));
    return entry;
  }

  private static ArrayNode patch(String operation, String path, String value) {
    return JSON.arrayNode()
        .add(JSON.objectNode().put("op", operation).put("path", path).put("value", value));
  }

  private static Step put(String feature, String name, int n, String text) {
    return Step.send(feature, "PUT", patient(name, n), patientBody(name, n, text, true));
  }

  private static Step read(String name, int n) {
    return Step.get("read", patient(name, n));
  }

  private static Step find(String name, int n) {
    return Step.get(
        "search after writes", "Patient?_count=50&identifier=" + SYSTEM + "%7C" + name + "-" + n);
  }

  private static String patient(String name, int n) {
    return "Patient/" + name + "-p" + n;
  }

  private static String observation(String name, int n) {
    return "Observation/" + name + "-o" + n;
  }

  private static ObjectNode patientBody(String name, int n, String family, boolean ownId) {
    ObjectNode body = JSON.objectNode().put("resourceType", "Patient");
    if (ownId) {
      body.put("id", name + "-p" + n);
    }
    body.set("meta", JSON.objectNode().set("tag", JSON.arrayNode().add(coding(name))));
    body.set("identifier", identifiers(name + "-" + n));
    body.put("active", family.length() % 2 == 0);
    body.set("name", JSON.arrayNode().add(JSON.objectNode().put("family", family)));
    return body;
  }

  private static ObjectNode observationBody(String name, int n, int patient) {
    ObjectNode body =
        JSON.objectNode().put("resourceType", "Observation").put("id", name + "-o" + n);
    body.set("identifier", identifiers(name + "-o" + n));
    body.put("status", "final");
    body.set("code", JSON.objectNode().set("coding", JSON.arrayNode().add(coding("c"))));
    body.set(
        "subject", JSON.objectNode().put("reference", patient(name, patient == 1 ? 0 : patient)));
    body.put("valueInteger", n);
    return body;
  }

  private static ArrayNode identifiers(String value) {
    return JSON.arrayNode().add(JSON.objectNode().put("system", SYSTEM).put("value", value));
  }

  private static ObjectNode coding(String code) {
    return JSON.objectNode().put("system", SYSTEM).put("code", code);
  }
}
