package org.xiangqiao.bench.engine.load;

import java.util.ArrayList;
import java.util.List;
import org.xiangqiao.bench.engine.corpus.Corpus;
import org.xiangqiao.bench.engine.corpus.PatientRecord;

/** Updates and deletions of one copy of all records, in transactions of 50. */
public final class Changes {

  private static final int ENTRIES = 50;

  private final Corpus corpus;
  private final int copy;

  public Changes(Corpus corpus, int copy) {
    this.corpus = corpus;
    this.copy = copy;
  }

  /** New versions of all Observations. */
  public List<String> updates(String status) {
    List<String> entries = new ArrayList<>();
    for (int record = 0; record < corpus.records().size(); record++) {
      List<PatientRecord.Part> parts = corpus.records().get(record).parts();
      for (int part = 0; part < parts.size(); part++) {
        if (parts.get(part).type().equals("Observation")) {
          String body = corpus.resource(record, part, copy);
          entries.add(
              "{\"resource\":"
                  + body.replace("\"status\":\"final\"", "\"status\":\"" + status + "\"")
                  + ",\"request\":{\"method\":\"PUT\",\"url\":\""
                  + address(parts.get(part))
                  + "\"}}");
        }
      }
    }
    return bundles(entries);
  }

  /** Deletions of all to which nothing refers, but Patients and Observations. */
  public List<String> deletions() {
    List<String> entries = new ArrayList<>();
    for (PatientRecord record : corpus.records()) {
      for (PatientRecord.Part part : record.parts()) {
        if (!part.referenced()
            && !part.type().equals("Patient")
            && !part.type().equals("Observation")) {
          entries.add("{\"request\":{\"method\":\"DELETE\",\"url\":\"" + address(part) + "\"}}");
        }
      }
    }
    return bundles(entries);
  }

  private String address(PatientRecord.Part part) {
    return part.type() + "/" + part.id() + (copy == 0 ? "" : "-" + copy);
  }

  private static List<String> bundles(List<String> entries) {
    List<String> bundles = new ArrayList<>();
    for (int from = 0; from < entries.size(); from += ENTRIES) {
      bundles.add(
          "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":["
              + String.join(",", entries.subList(from, Math.min(entries.size(), from + ENTRIES)))
              + "]}");
    }
    return bundles;
  }
}
