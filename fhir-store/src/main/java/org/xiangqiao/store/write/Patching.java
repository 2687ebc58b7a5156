package org.xiangqiao.store.write;

import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.WriteCheck;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.patch.ResourcePatcher;

/** Makes the new content of a patch from the locked current version (R4 http.html#patch). */
final class Patching {

  private static final String FHIRPATH_PATCH = "Parameters";

  private final ResourcePatcher patcher;
  private final WriteCheck check;
  private final ResourceJson json;

  Patching(ResourcePatcher patcher, WriteCheck check, ResourceJson json) {
    this.json = json;
    this.check = check;
    this.patcher = patcher;
  }

  void apply(WritePlan plan, PlannedWrite write) {
    WriteOperation.Patch patch = (WriteOperation.Patch) write.prepared.operation();
    Resource patched =
        placed(write.place(), () -> patcher.apply(write.former.body(), patch.document()));
    GivenText text = new GivenText(json, patched);
    check.check(plan.caller, patched, text::whole, Content.root(patched, write.place()));
    write.content = Content.of(patched, write.place(), plan.fullUrls, text);
  }

  /** Problems of a patch document get the place of the entry that carries it. */
  static <T> T placed(String place, Supplier<T> work) {
    try {
      return work.get();
    } catch (StoreException refusal) {
      if (place.isEmpty()) {
        throw refusal;
      }
      throw new StoreException(
          refusal.problems().stream()
              .map(problem -> problem.at(inEntry(place, problem.location())))
              .toList());
    }
  }

  private static String inEntry(String place, String location) {
    return location.startsWith(FHIRPATH_PATCH)
        ? place + ".resource" + location.substring(FHIRPATH_PATCH.length())
        : place + ".resource.data";
  }
}
