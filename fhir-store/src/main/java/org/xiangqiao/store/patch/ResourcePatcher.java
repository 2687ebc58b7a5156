package org.xiangqiao.store.patch;

import ca.uhn.fhir.context.FhirContext;
import java.util.Objects;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.patch.StrictParsing.NotFhir;

/**
 * Applies any patch to a stored body and sees to what every patch must keep (R4 http.html#patch):
 * the result is a proper resource of the same type and id, and version and time are the server's.
 */
public final class ResourcePatcher {

  /** To find the operation that broke the result, each step is tried; beyond this, none. */
  private static final int MOST_TRIED = 50;

  private final FhirContext fhir;
  private final StrictParsing parsing;
  private final FhirPathPatch fhirPath;

  public ResourcePatcher(FhirContext fhir) {
    this.fhir = fhir;
    this.parsing = new StrictParsing(fhir);
    this.fhirPath = new FhirPathPatch(fhir);
  }

  /**
   * Refuses documents that can never be applied, before any resource is looked at.
   *
   * @throws StoreException 400, 413
   */
  public void check(PatchDocument patch) {
    if (patch instanceof PatchDocument.Json json) {
      JsonPatchOperations.parse(json.text());
    } else if (patch instanceof PatchDocument.FhirPath path) {
      FhirPathOperation.read(path.parameters());
    }
  }

  /**
   * The patched resource, a copy.
   *
   * @param current a stored body
   * @throws StoreException 400 if the document is wrong, 422 if it does not fit the resource
   */
  public Resource apply(String current, PatchDocument patch) {
    Resource before = stored(current);
    Resource after =
        patch instanceof PatchDocument.Json json
            ? json(current, JsonPatchOperations.parse(json.text()))
            : fhirPath(before, (PatchDocument.FhirPath) patch);
    protect(before, after);
    return after;
  }

  private Resource json(String current, JsonPatchOperations operations) {
    try {
      return parsing.parse(operations.apply(current, operations.size()));
    } catch (NotFhir broken) {
      int index = breaking(current, operations);
      throw index < 0
          ? PatchProblems.unfit("patch", "patch-result-invalid", "-", "-", broken.element())
          : PatchProblems.unfit(
              JsonPatchOperations.place(index, "path"),
              "patch-result-invalid",
              index,
              operations.path(index),
              broken.element());
    }
  }

  /** The last operation before which the resource was proper; -1 if there are too many to try. */
  private int breaking(String current, JsonPatchOperations operations) {
    if (operations.size() > MOST_TRIED) {
      return -1;
    }
    for (int count = operations.size() - 1; count > 0; count--) {
      if (isProper(operations.apply(current, count))) {
        return count;
      }
    }
    return 0;
  }

  private boolean isProper(String json) {
    try {
      parsing.parse(json);
      return true;
    } catch (NotFhir broken) {
      return false;
    }
  }

  /** Through JSON and back: what the model lets pass, the parser may not. */
  private Resource fhirPath(Resource before, PatchDocument.FhirPath patch) {
    Resource after = fhirPath.apply(before, patch.parameters());
    try {
      return parsing.parse(
          fhir.newJsonParser()
              .setStripVersionsFromReferences(false)
              .setOverrideResourceIdWithBundleEntryFullUrl(false)
              .encodeResourceToString(after));
    } catch (NotFhir broken) {
      throw PatchProblems.unfit("Parameters", "patch-result-invalid", "-", "-", broken.element());
    }
  }

  private static void protect(Resource before, Resource after) {
    if (!after.fhirType().equals(before.fhirType())) {
      throw PatchProblems.unfit("patch", "patch-protected", "resourceType");
    }
    if (!Objects.equals(after.getIdElement().getIdPart(), before.getIdElement().getIdPart())) {
      throw PatchProblems.unfit("patch", "patch-protected", "id");
    }
    String version = after.getMeta().getVersionId();
    if (version != null && !version.equals(before.getMeta().getVersionId())) {
      throw PatchProblems.unfit("patch", "patch-protected", "meta.versionId");
    }
    String time = after.getMeta().getLastUpdatedElement().getValueAsString();
    if (time != null && !time.equals(before.getMeta().getLastUpdatedElement().getValueAsString())) {
      throw PatchProblems.unfit("patch", "patch-protected", "meta.lastUpdated");
    }
  }

  private Resource stored(String json) {
    return (Resource)
        fhir.newJsonParser()
            .setStripVersionsFromReferences(false)
            .setOverrideResourceIdWithBundleEntryFullUrl(false)
            .parseResource(json);
  }
}
