package org.xiangqiao.store;

import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.store.patch.PatchDocument;

/**
 * One write of a FHIR transaction. Criteria are search parameters as in a URL, without type and
 * question mark ({@code identifier=urn:oid:…|9901…}); null means unconditional.
 *
 * <p>{@code fullUrl} is the placeholder ({@code urn:uuid:…}) that other entries refer to, or null.
 */
public sealed interface WriteOperation {

  /**
   * Creates with an id of the store's choosing; with {@code ifNoneExist} only if nothing matches.
   */
  record Create(Resource resource, String ifNoneExist, String fullUrl) implements WriteOperation {}

  /**
   * Creates or replaces {@code type/id} of the resource, or the one that {@code criteria} finds.
   *
   * <p>With criteria that nothing matches, an id in the resource is taken, unless another resource
   * has it.
   *
   * @param ifMatch version that must be current, or null
   * @param onlyIfAbsent true if nothing current may be there ({@code If-None-Match: *})
   */
  record Update(
      Resource resource, String criteria, Long ifMatch, boolean onlyIfAbsent, String fullUrl)
      implements WriteOperation {

    public Update(Resource resource, String criteria, Long ifMatch, String fullUrl) {
      this(resource, criteria, ifMatch, false, fullUrl);
    }
  }

  /**
   * Changes parts of the current version of {@code type/id}, or of the one that {@code criteria}
   * find ({@code id} is then null). What is not there cannot be patched.
   *
   * @param ifMatch version that must be current, or null
   */
  record Patch(String type, String id, String criteria, Long ifMatch, PatchDocument document)
      implements WriteOperation {}

  /**
   * Deletes {@code type/id}, or what {@code criteria} finds ({@code id} is then null).
   *
   * @param ifMatch version that must be current, or null
   * @param multiple true if criteria may find several, which all go, up to the store's limit;
   *     false, or an {@code ifMatch}, refuses several
   * @param cascade true if what points at the deleted goes with it; false refuses, naming it
   */
  record Delete(
      String type, String id, String criteria, Long ifMatch, boolean multiple, boolean cascade)
      implements WriteOperation {

    public Delete(String type, String id, String criteria, Long ifMatch) {
      this(type, id, criteria, ifMatch, false, false);
    }
  }
}
