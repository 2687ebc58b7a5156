package org.xiangqiao.bench.engine.corpus;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.xiangqiao.bench.stage.Synthea;

/**
 * Synthea's organizations and practitioners, once, and its patients' records, as often as wanted:
 * copy after copy, each with ids, identifiers, names and dates of its own.
 */
public final class Corpus {

  private static final int TRANSACTION = 50;

  private final int largest;
  private final List<ObjectNode> shared = new ArrayList<>();
  private final List<PatientRecord> records = new ArrayList<>();
  private final Map<String, Integer> codes = new HashMap<>();

  /**
   * @param resources what is shared, then record by record, the Patient first
   * @param largest longest record that is taken
   */
  public Corpus(List<ObjectNode> resources, int largest) {
    this.largest = largest;
    List<ObjectNode> record = null;
    for (ObjectNode resource : resources) {
      if (resource.path("resourceType").asText().equals("Patient")) {
        add(record);
        record = new ArrayList<>();
      }
      (record == null ? shared : record).add(resource);
    }
    add(record);
  }

  private void add(List<ObjectNode> resources) {
    if (resources != null && resources.size() <= largest) {
      PatientRecord record = new PatientRecord(resources, TRANSACTION);
      records.add(record);
      record.observations().forEach(o -> codes.merge(o.system() + "|" + o.code(), 1, Integer::sum));
    }
  }

  /** Synthea's, of a fixed seed; kept in the directory for the next run. */
  public static Corpus synthea(
      Path directory, String classPath, long seed, int patients, int largest)
      throws IOException, InterruptedException {
    ObjectMapper json = new ObjectMapper();
    Path kept = directory.resolve("synthea-" + seed + "-" + patients + ".ndjson");
    if (!Files.exists(kept)) {
      Path draft = directory.resolve(kept.getFileName() + ".draft");
      List<ObjectNode> resources = Synthea.start(directory, classPath, seed, patients).resources();
      try (BufferedWriter out = Files.newBufferedWriter(draft)) {
        for (ObjectNode resource : resources) {
          out.write(resource.toString());
          out.newLine();
        }
      }
      Files.move(draft, kept);
    }
    List<ObjectNode> resources = new ArrayList<>();
    for (String line : Files.readAllLines(kept)) {
      resources.add((ObjectNode) json.readTree(line));
    }
    return new Corpus(resources, largest);
  }

  public List<PatientRecord> records() {
    return records;
  }

  /** Number of copies with which there are at least so many resources. */
  public int copiesFor(int resources) {
    int each = records.stream().mapToInt(PatientRecord::size).sum();
    return Math.max(1, (resources - shared.size() + each - 1) / each);
  }

  public long size(int copies) {
    return shared.size() + (long) copies * records.stream().mapToInt(PatientRecord::size).sum();
  }

  /**
   * Types of the records' resources that belong to a Patient's compartment: all but Device, which
   * names its patient but is not among them (R4 compartmentdefinition-patient.html).
   */
  public Set<String> compartmentTypes() {
    Set<String> types = new TreeSet<>();
    records.forEach(record -> record.parts().forEach(part -> types.add(part.type())));
    types.remove("Device");
    return types;
  }

  /** {@code system|code} of Observations, the most frequent first. */
  public List<String> codes() {
    return codes.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<String, Integer>>comparingInt(Map.Entry::getValue)
                .reversed()
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }

  public String identity(int record, long copy) {
    return IdentityNumber.SYSTEM + "|" + IdentityNumber.of(person(record, copy));
  }

  public String resource(int record, int part, long copy) {
    return records.get(record).json(part, copy, person(record, copy));
  }

  /** An Observation without an id, of a patient that is there. */
  public String observation(int record, int number, long copy) {
    return records.get(record).observation(number, copy, person(record, copy));
  }

  /** A transaction of creates. */
  public String transaction(int record, long copy) {
    return records.get(record).transaction(copy, person(record, copy));
  }

  public List<String> transactionBodies(int record, long copy) {
    return records.get(record).transactionBodies(copy, person(record, copy));
  }

  private long person(int record, long copy) {
    return copy * records.size() + record;
  }

  /** Bundles of updates-as-create that store what all patients share. */
  public List<String> sharedBundles(int entries) {
    List<String> bundles = new ArrayList<>();
    for (int from = 0; from < shared.size(); from += entries) {
      Puts puts = new Puts();
      for (ObjectNode each : shared.subList(from, Math.min(shared.size(), from + entries))) {
        puts.add(
            each.path("resourceType").asText(),
            each.path("id").asText(),
            Template.of(each, Set.of(), false),
            0,
            0);
      }
      bundles.add(puts.end());
    }
    return bundles;
  }

  /** Bundles that store one record of one copy, to be sent one after the other. */
  public List<String> recordBundles(int record, long copy, int entries) {
    PatientRecord source = records.get(record);
    List<String> bundles = new ArrayList<>();
    for (int from = 0; from < source.size(); from += entries) {
      Puts puts = new Puts();
      for (int part = from; part < Math.min(source.size(), from + entries); part++) {
        PatientRecord.Part each = source.parts().get(part);
        puts.add(each.type(), each.id() + Template.suffix(copy), resource(record, part, copy));
      }
      bundles.add(puts.end());
    }
    return bundles;
  }

  /** A Bundle in the making. */
  private static final class Puts {

    private final StringBuilder out =
        new StringBuilder("{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[");
    private boolean first = true;

    void add(String type, String id, Template template, long copy, long person) {
      StringBuilder body = new StringBuilder();
      template.write(body, copy, person);
      add(type, id, body.toString());
    }

    void add(String type, String id, String body) {
      out.append(first ? "" : ",").append("{\"resource\":").append(body);
      out.append(",\"request\":{\"method\":\"PUT\",\"url\":\"");
      out.append(type).append('/').append(id).append("\"}}");
      first = false;
    }

    String end() {
      return out.append("]}").toString();
    }
  }
}
