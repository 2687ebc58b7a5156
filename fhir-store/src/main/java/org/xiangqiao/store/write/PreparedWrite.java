package org.xiangqiao.store.write;

import java.util.List;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.store.WriteOperation;

/**
 * One operation made ready once per request. The resource is the store's own copy; what an attempt
 * changes in it can be set again from here, so that a lost race can be run anew.
 *
 * @param resource null for a deletion
 * @param id logical id the sender gave, or null
 * @param criteria as the sender wrote them, or null
 * @param normalised the criteria in normal form, or null
 * @param fullUrl placeholder of the entry, or null
 */
record PreparedWrite(
    WriteOperation operation,
    String place,
    String type,
    String id,
    Resource resource,
    Meta givenMeta,
    List<ReferenceSlot> slots,
    String criteria,
    String normalised,
    String fullUrl) {

  boolean isDelete() {
    return operation instanceof WriteOperation.Delete;
  }

  boolean isCreate() {
    return operation instanceof WriteOperation.Create;
  }

  Long ifMatch() {
    if (operation instanceof WriteOperation.Update update) {
      return update.ifMatch();
    }
    return operation instanceof WriteOperation.Delete delete ? delete.ifMatch() : null;
  }
}
