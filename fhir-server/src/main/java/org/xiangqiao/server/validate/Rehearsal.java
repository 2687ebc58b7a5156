package org.xiangqiao.server.validate;

import java.util.List;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.WriteOperation;

/**
 * Does a write and takes it back: what only the store knows (references, business keys, who refers
 * to the deleted) is told exactly as the write itself would tell it.
 */
final class Rehearsal {

  private final FhirStore store;
  private final Rehearsals rehearsals;

  Rehearsal(FhirStore store, Rehearsals rehearsals) {
    this.store = store;
    this.rehearsals = rehearsals;
  }

  /**
   * @param mode {@code create}, {@code update} or {@code delete}
   * @param resource null to delete
   * @throws org.xiangqiao.store.StoreException as the write would
   */
  void perform(Caller caller, String mode, String type, String id, Resource resource) {
    WriteOperation operation =
        switch (mode) {
          case "create" -> new WriteOperation.Create(resource, null, null);
          case "update" -> new WriteOperation.Update(resource, null, null, null);
          default -> new WriteOperation.Delete(type, id, null, null);
        };
    try {
      rehearsals.during(
          () ->
              store.write(
                  caller,
                  List.of(operation),
                  (who, changes) -> {
                    throw new TakenBack();
                  }));
    } catch (TakenBack done) {
      // It would have been written.
    }
  }

  /** Rolls the rehearsal back. */
  private static final class TakenBack extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }
}
