package org.xiangqiao.server.rest.interaction;

import java.util.Map;
import java.util.Optional;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoredResource;

/**
 * A resource type that this server keeps elsewhere than in the store, readable and searchable but
 * not writable: the audit trail as AuditEvent. A bean of this kind takes its type over.
 */
public interface ResourceSource {

  String type();

  /** Search parameters it understands: name to FHIR type code ({@code token}, {@code date}…). */
  Map<String, String> searchParameters();

  Optional<StoredResource> read(Caller caller, String id);

  SearchPage search(Caller caller, SearchRequest request);

  SearchPage nextPage(Caller caller, String cursor);
}
