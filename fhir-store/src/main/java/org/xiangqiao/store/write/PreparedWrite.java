package org.xiangqiao.store.write;

import org.xiangqiao.store.WriteOperation;

/**
 * One operation made ready once per request. The resource is the store's own copy; what an attempt
 * changes in it can be set again from here, so that a lost race can be run anew.
 *
 * @param content null for a deletion, and for a patch until the current version is known
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
    Content content,
    String criteria,
    String normalised,
    String fullUrl) {

  boolean isDelete() {
    return operation instanceof WriteOperation.Delete;
  }

  boolean isCreate() {
    return operation instanceof WriteOperation.Create;
  }

  boolean isPatch() {
    return operation instanceof WriteOperation.Patch;
  }

  /** True when there must be no current version. */
  boolean onlyIfAbsent() {
    return operation instanceof WriteOperation.Update update && update.onlyIfAbsent();
  }

  /** True when all that the criteria find is deleted. */
  boolean isMultiple() {
    return operation instanceof WriteOperation.Delete delete
        && delete.multiple()
        && delete.ifMatch() == null;
  }

  Long ifMatch() {
    if (operation instanceof WriteOperation.Patch patch) {
      return patch.ifMatch();
    }
    if (operation instanceof WriteOperation.Update update) {
      return update.ifMatch();
    }
    return operation instanceof WriteOperation.Delete delete ? delete.ifMatch() : null;
  }
}
