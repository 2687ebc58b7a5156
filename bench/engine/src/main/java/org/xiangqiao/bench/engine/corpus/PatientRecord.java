package org.xiangqiao.bench.engine.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** One patient of Synthea's and everything about him, of which copies are made. */
public final class PatientRecord {

  /** An Observation that can be asked for. */
  public record Coded(String id, String system, String code) {}

  /** A resource of the record. */
  public record Part(String type, String id, boolean referenced) {}

  private final String patient;
  private final String family;
  private final List<Part> parts = new ArrayList<>();
  private final List<Template> templates = new ArrayList<>();
  private final List<Coded> observations = new ArrayList<>();
  private final List<Template> freshObservations = new ArrayList<>();
  private final List<Template> bundle = new ArrayList<>();
  private final List<Part> bundled = new ArrayList<>();

  /**
   * @param resources the Patient first
   * @param entries how many resources a transaction of this record has
   */
  PatientRecord(List<ObjectNode> resources, int entries) {
    Set<String> own = new HashSet<>();
    resources.forEach(resource -> own.add(address(resource)));
    Set<String> referenced = new HashSet<>();
    resources.forEach(resource -> references(resource, referenced::add));
    patient = resources.get(0).path("id").asText();
    family = resources.get(0).at("/name/0/family").asText();
    for (ObjectNode resource : resources) {
      boolean isPatient = resource.path("resourceType").asText().equals("Patient");
      parts.add(
          new Part(
              resource.path("resourceType").asText(),
              resource.path("id").asText(),
              referenced.contains(address(resource))));
      templates.add(Template.of(resource, own, isPatient));
      if (resource.path("resourceType").asText().equals("Observation")) {
        JsonNode coding = resource.at("/code/coding/0");
        observations.add(
            new Coded(
                resource.path("id").asText(),
                coding.path("system").asText(),
                coding.path("code").asText()));
        freshObservations.add(Template.of(resource.deepCopy().without("id"), own, false));
      }
    }
    bundle(resources, own, entries);
  }

  /** The first resources that refer to nothing behind them. */
  private void bundle(List<ObjectNode> resources, Set<String> own, int entries) {
    Map<String, String> taken = new LinkedHashMap<>();
    List<Template> chosen = new ArrayList<>();
    for (ObjectNode resource : resources) {
      Set<String> needed = new HashSet<>();
      references(resource, needed::add);
      needed.retainAll(own);
      if (chosen.size() < entries && taken.keySet().containsAll(needed)) {
        taken.put(address(resource), "urn:uuid:" + resource.path("id").asText());
        chosen.add(
            Template.of(
                resource.deepCopy().without("id"),
                own,
                resource.path("resourceType").asText().equals("Patient")));
        bundled.add(
            new Part(resource.path("resourceType").asText(), resource.path("id").asText(), false));
      }
    }
    chosen.forEach(template -> bundle.add(template.with(taken)));
  }

  private static String address(ObjectNode resource) {
    return resource.path("resourceType").asText() + "/" + resource.path("id").asText();
  }

  private static void references(JsonNode node, Consumer<String> found) {
    if (node.path("reference").isTextual()) {
      found.accept(node.path("reference").asText());
    }
    node.forEach(child -> references(child, found));
  }

  public int size() {
    return parts.size();
  }

  public List<Part> parts() {
    return parts;
  }

  public String patient(long copy) {
    return patient + Template.suffix(copy);
  }

  /** As it starts in the given copy. */
  public String familyPrefix(long copy, int length) {
    String name = Template.letters(copy) + family;
    return name.substring(0, Math.min(length, name.length()));
  }

  public List<Coded> observations() {
    return observations;
  }

  public int bundleSize() {
    return bundle.size();
  }

  String json(int part, long copy, long person) {
    StringBuilder out = new StringBuilder(2048);
    templates.get(part).write(out, copy, person);
    return out.toString();
  }

  String observation(int number, long copy, long person) {
    StringBuilder out = new StringBuilder(2048);
    freshObservations.get(number).write(out, copy, person);
    return out.toString();
  }

  /** A transaction Bundle of creates. */
  String transaction(long copy, long person) {
    StringBuilder out = new StringBuilder(64 * 1024);
    out.append("{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[");
    for (int entry = 0; entry < bundle.size(); entry++) {
      out.append(entry == 0 ? "" : ",").append("{\"fullUrl\":\"urn:uuid:");
      out.append(bundled.get(entry).id()).append("\",\"resource\":");
      bundle.get(entry).write(out, copy, person);
      out.append(",\"request\":{\"method\":\"POST\",\"url\":\"");
      out.append(bundled.get(entry).type()).append("\"}}");
    }
    return out.append("]}").toString();
  }

  /** The bodies of the same. */
  List<String> transactionBodies(long copy, long person) {
    List<String> bodies = new ArrayList<>();
    for (Template template : bundle) {
      StringBuilder out = new StringBuilder(2048);
      template.write(out, copy, person);
      bodies.add(out.toString());
    }
    return bodies;
  }
}
