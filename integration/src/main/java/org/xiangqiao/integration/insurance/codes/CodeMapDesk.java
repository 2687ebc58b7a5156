package org.xiangqiao.integration.insurance.codes;

import ca.uhn.fhir.context.FhirContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.ConceptMap;
import org.xiangqiao.mappings.insurance.codes.CodeMapFile;
import org.xiangqiao.mappings.insurance.codes.CodeMapResource;
import org.xiangqiao.mappings.insurance.codes.CodeMapping;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOperation;

/** Takes tables of codes into an institution's ConceptMaps (对照上传). */
public final class CodeMapDesk {

  private static final int MOST_TRIES = 5;

  private final FhirStore store;
  private final FhirContext fhir;
  private final CodeMapFile files = new CodeMapFile();

  CodeMapDesk(FhirStore store, FhirContext fhir) {
    this.store = store;
    this.fhir = fhir;
  }

  /**
   * How a table is taken.
   *
   * @param charset of the file, or null to find it
   * @param replace whether what the file lacks is mapped no more; else it is kept
   * @param lenient whether the good rows of a file with bad ones are taken; else nothing is
   */
  public record How(String charset, boolean replace, boolean lenient) {}

  /**
   * What came of it.
   *
   * @param taken whether the good rows count now
   * @param version of the ConceptMap; 0 when there is none
   */
  public record Uploaded(
      boolean taken,
      long version,
      int added,
      int changed,
      int removed,
      int same,
      CodeMapFile.Content content) {}

  /**
   * Takes a table in.
   *
   * @throws org.xiangqiao.mappings.insurance.codes.UnreadableCodeFileException if it is none
   */
  public Uploaded upload(Caller caller, CodeMapResource.Key key, byte[] file, How how) {
    CodeMapFile.Content content = files.read(key.kind(), file, how.charset());
    if (!content.problems().isEmpty() && !how.lenient()) {
      return new Uploaded(false, 0, 0, 0, 0, 0, content);
    }
    for (int tries = 1; ; tries++) {
      try {
        return merge(caller, key, content, how.replace());
      } catch (StoreException refused) {
        boolean overtaken =
            refused.kind() == StoreProblem.Kind.PRECONDITION_FAILED
                || refused.kind() == StoreProblem.Kind.CONFLICT;
        if (!overtaken || tries == MOST_TRIES) {
          throw refused;
        }
      }
    }
  }

  private Uploaded merge(
      Caller caller, CodeMapResource.Key key, CodeMapFile.Content content, boolean replace) {
    Optional<StoredResource> before =
        store.read(caller, "ConceptMap", key.id()).filter(found -> !found.deleted());
    Map<String, CodeMapping> old = new LinkedHashMap<>();
    before.ifPresent(
        found ->
            CodeMapResource.rows(fhir.newJsonParser().parseResource(ConceptMap.class, found.json()))
                .forEach(row -> old.put(row.local(), row)));
    Map<String, CodeMapping> rows = new LinkedHashMap<>(replace ? Map.of() : old);
    content.rows().forEach(row -> rows.put(row.local(), row));
    int added = (int) rows.keySet().stream().filter(code -> !old.containsKey(code)).count();
    int same = (int) content.rows().stream().filter(r -> r.equals(old.get(r.local()))).count();
    int removed = (int) old.keySet().stream().filter(code -> !rows.containsKey(code)).count();
    int changed = content.rows().size() - added - same;
    long version = before.map(StoredResource::version).orElse(0L);
    if (added + changed + removed > 0) {
      version = write(caller, CodeMapResource.of(key, rows.values()), before);
    }
    return new Uploaded(true, version, added, changed, removed, same, content);
  }

  private long write(Caller caller, ConceptMap map, Optional<StoredResource> before) {
    WriteOperation write =
        before.isPresent()
            ? new WriteOperation.Update(map, null, before.get().version(), null)
            : new WriteOperation.Update(map, null, null, true, null);
    return store.write(caller, List.of(write)).get(0).resource().version();
  }
}
