package org.xiangqiao.store;

import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Resource;

/**
 * Looks at each resource before it is written: those of creates and updates before the transaction
 * begins, that of a patch when its new content is known. May be asked again when the transaction is
 * run again; must not wait for any network.
 */
public interface WriteCheck {

  /** Lets everything pass. */
  static WriteCheck none() {
    return new WriteCheck() {
      @Override
      public boolean reads(Caller caller, Resource resource) {
        return false;
      }

      @Override
      public void check(Caller caller, Resource resource, Supplier<String> json, String place) {
        // Whatever it is.
      }
    };
  }

  /**
   * Whether the resource's JSON will be asked for. What is read of a request is made into JSON
   * before the first of it is checked: like work in a row is faster than work in turns.
   */
  default boolean reads(Caller caller, Resource resource) {
    return true;
  }

  /**
   * @param resource the store's own copy; references may still be placeholders or conditions. May
   *     be given tags, nothing else
   * @param json makes its JSON, as it is before tags are given; asking costs once what the store
   *     then saves
   * @param place FHIRPath of the resource in the request, for example {@code
   *     Bundle.entry[3].resource}; its type when it is the whole request
   * @throws StoreException if it may not be written; the problems of all entries of a transaction
   *     are told at once
   */
  void check(Caller caller, Resource resource, Supplier<String> json, String place);

  /**
   * System of the tags that only this check gives: those of the former version are not carried over
   * as others are (R4 http.html#update); null if it gives none.
   */
  default String tagSystem() {
    return null;
  }
}
