package org.xiangqiao.server.audit;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.xiangqiao.server.rest.interaction.ResourceSource;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.search.CursorSeal;

/** The audit trail of a tenant as AuditEvent resources, read-only. */
final class AuditEvents implements ResourceSource {

  private static final String TYPE = "AuditEvent";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What the next page needs; {@code kind} tells it from the store's cursors under the same seal.
   */
  private record Cursor(
      String kind, int tenant, String after, Map<String, List<String>> parameters) {}

  private final AuditQuery query;
  private final FhirContext context;
  private final Supplier<CursorSeal> seal;

  AuditEvents(AuditQuery query, FhirContext context, Supplier<CursorSeal> seal) {
    this.query = query;
    this.context = context;
    this.seal = seal;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Map<String, String> searchParameters() {
    return AuditSearch.PARAMETERS;
  }

  @Override
  public Optional<StoredResource> read(Caller caller, String id) {
    return AuditEventId.parse(id)
        .flatMap(parsed -> query.find(caller.tenantId(), parsed))
        .map(this::show);
  }

  @Override
  public SearchPage search(Caller caller, SearchRequest request) {
    return page(caller, AuditSearch.of(request), null);
  }

  @Override
  public SearchPage nextPage(Caller caller, String cursor) {
    Cursor opened = open(cursor);
    AuditEventId after = AuditEventId.parse(opened.after()).orElseThrow(AuditEvents::foreign);
    if (opened.tenant() != caller.tenantId() || !TYPE.equals(opened.kind())) {
      throw foreign();
    }
    SearchRequest request = new SearchRequest(TYPE, opened.parameters(), false);
    return page(caller, AuditSearch.of(request), after);
  }

  private SearchPage page(Caller caller, AuditSearch search, AuditEventId after) {
    List<AuditRecord> found = query.page(caller.tenantId(), search, after, search.count() + 1);
    boolean more = found.size() > search.count();
    List<AuditRecord> shown = more ? found.subList(0, search.count()) : found;
    String next = null;
    if (more) {
      AuditRecord last = shown.get(shown.size() - 1);
      next =
          seal(
              new Cursor(
                  TYPE,
                  caller.tenantId(),
                  new AuditEventId(last.at(), last.id()).text(),
                  search.applied()));
    }
    return new SearchPage(
        shown.stream().map(this::show).toList(), List.of(), null, next, search.applied());
  }

  private StoredResource show(AuditRecord record) {
    String json =
        context
            .newJsonParser()
            // Which version was seen is the point.
            .setStripVersionsFromReferences(false)
            .encodeResourceToString(AuditEventMapping.map(record));
    String id = new AuditEventId(record.at(), record.id()).text();
    return new StoredResource(TYPE, id, 1, record.at(), false, json);
  }

  private String seal(Cursor cursor) {
    try {
      return seal.get().seal(JSON.writeValueAsBytes(cursor));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Cursor open(String cursor) {
    try {
      return JSON.readValue(seal.get().open(cursor), new TypeReference<Cursor>() {});
    } catch (IOException notOurs) {
      throw foreign();
    }
  }

  private static RuntimeException foreign() {
    return StoreProblem.of(StoreProblem.Kind.CURSOR_INVALID, "", "search.cursor").exception();
  }
}
