package org.xiangqiao.server.security.scope;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.security.core.context.SecurityContextHolder;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.server.security.CallerAuthentication;
import org.xiangqiao.server.security.SecurityFaults;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.Change;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.HistoryPage;
import org.xiangqiao.store.HistoryRequest;
import org.xiangqiao.store.RecordRequest;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.SearchPlan;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.WriteOutcome;
import org.xiangqiao.store.WriteParticipant;
import org.xiangqiao.store.binary.BinaryVersion;

/**
 * Lets a client see or change a Binary only if it may read the resource that the Binary's {@code
 * securityContext} names (R4 binary.html#security), whichever way the Binary comes out of the
 * store. A context that is gone, or is not on this server, lets nobody in. What the server itself
 * reads, without a token, is not bound.
 */
public final class SecurityContextStore implements FhirStore {

  private static final Pattern LOCAL =
      Pattern.compile("([A-Z][A-Za-z]+)/([A-Za-z0-9\\-.]{1,64})(/_history/[^/]+)?");
  private static final JsonFactory JSON = new JsonFactory();
  private static final int ASKED_AT_ONCE = 50;

  private final FhirStore store;
  private final OperationOutcomes outcomes;

  public SecurityContextStore(FhirStore store, OperationOutcomes outcomes) {
    this.store = store;
    this.outcomes = outcomes;
  }

  @Override
  public List<WriteOutcome> write(
      Caller caller, List<WriteOperation> operations, WriteParticipant... also) {
    List<WriteOutcome> outcomes = store.write(caller, operations, withContexts(also));
    for (int i = 0; i < outcomes.size(); i++) {
      // A conditional create shows what it found, a conditional patch what it did not send.
      if (outcomes.get(i).effect() == WriteOutcome.Effect.UNCHANGED
          || operations.get(i) instanceof WriteOperation.Patch) {
        check(caller, Collections.singleton(outcomes.get(i).resource()));
      }
    }
    return outcomes;
  }

  @Override
  public Bundle process(
      Caller caller, Bundle request, EntryContent shown, WriteParticipant... also) {
    Bundle response = store.process(caller, request, shown, withContexts(also));
    if (scopes().isPresent()) {
      response.getEntry().forEach(entry -> withhold(caller, entry));
    }
    return response;
  }

  /** Whoever may not see a Binary may not overwrite, patch or delete it either. */
  private WriteParticipant[] withContexts(WriteParticipant... also) {
    if (scopes().isEmpty()) {
      return also;
    }
    // First of all: a rehearsal takes the write back before others are asked.
    WriteParticipant[] all = new WriteParticipant[also.length + 1];
    System.arraycopy(also, 0, all, 1, also.length);
    all[0] =
        (caller, changes) -> {
          for (Change change : changes) {
            if (change.type().equals("Binary")
                && (change.effect() == WriteOutcome.Effect.UPDATED
                    || change.effect() == WriteOutcome.Effect.DELETED)) {
              store
                  .readVersion(caller, "Binary", change.id(), change.version() - 1)
                  .ifPresent(before -> check(caller, List.of(before)));
            }
          }
        };
    return all;
  }

  @Override
  public Optional<StoredResource> read(Caller caller, String type, String id) {
    Optional<StoredResource> found = store.read(caller, type, id);
    found.ifPresent(resource -> check(caller, List.of(resource)));
    return found;
  }

  @Override
  public Optional<StoredResource> readVersion(Caller caller, String type, String id, long version) {
    Optional<StoredResource> found = store.readVersion(caller, type, id, version);
    found.ifPresent(resource -> check(caller, List.of(resource)));
    return found;
  }

  @Override
  public Optional<BinaryVersion> readBinary(Caller caller, String id, Long version) {
    Optional<BinaryVersion> found = store.readBinary(caller, id, version);
    found.ifPresent(binary -> check(caller, List.of(binary.resource())));
    return found;
  }

  @Override
  public List<StoredResource> readAll(Caller caller, Map<String, Set<String>> idsByType) {
    List<StoredResource> found = store.readAll(caller, idsByType);
    check(caller, found);
    return found;
  }

  @Override
  public Optional<SearchPage> record(Caller caller, RecordRequest request) {
    return store.record(caller, request).map(page -> checked(caller, page));
  }

  @Override
  public SearchPage lastN(Caller caller, SearchRequest request, int max) {
    return checked(caller, store.lastN(caller, request, max));
  }

  /** Those of a Binary with a context are not among them, whoever asks. */
  @Override
  public Meta labelsInUse(Caller caller, Set<String> types) {
    return store.labelsInUse(caller, types);
  }

  @Override
  public HistoryPage history(Caller caller, HistoryRequest request) {
    HistoryPage page = store.history(caller, request);
    check(caller, page.entries().stream().map(HistoryPage.HistoryEntry::resource).toList());
    return page;
  }

  @Override
  public SearchPage search(Caller caller, SearchRequest request) {
    return checked(caller, store.search(caller, request));
  }

  @Override
  public SearchPage nextPage(Caller caller, String cursor) {
    return checked(caller, store.nextPage(caller, cursor));
  }

  @Override
  public Set<String> typesOfSearch(Caller caller, SearchRequest request) {
    return store.typesOfSearch(caller, request);
  }

  @Override
  public Set<String> typesOfPage(Caller caller, String cursor) {
    return store.typesOfPage(caller, cursor);
  }

  @Override
  public Set<String> typesOfCriteria(Caller caller, String type, String criteria) {
    return store.typesOfCriteria(caller, type, criteria);
  }

  @Override
  public SearchPlan explain(Caller caller, SearchRequest request, boolean analyze) {
    return store.explain(caller, request, analyze);
  }

  private SearchPage checked(Caller caller, SearchPage page) {
    check(caller, page.matches());
    check(caller, page.included());
    return page;
  }

  private void check(Caller caller, Collection<StoredResource> seen) {
    Set<String> contexts = new TreeSet<>();
    for (StoredResource resource : seen) {
      if (resource != null && resource.type().equals("Binary") && resource.json() != null) {
        context(resource.json()).ifPresent(contexts::add);
      }
    }
    if (!contexts.isEmpty()) {
      require(caller, contexts);
    }
  }

  private void require(Caller caller, Set<String> contexts) {
    Optional<SmartScopes> scopes = scopes();
    if (scopes.isEmpty()) {
      return;
    }
    Map<String, Set<String>> wanted = new TreeMap<>();
    for (String context : contexts) {
      Matcher local = LOCAL.matcher(context);
      if (!local.matches()) {
        throw unreadable();
      }
      Need need = new Need(local.group(1), Permission.READ);
      if (!scopes.get().allows(need)) {
        throw SecurityFaults.scopeMissing(need.scope(), "").exception();
      }
      wanted.computeIfAbsent(local.group(1), type -> new TreeSet<>()).add(local.group(2));
    }
    wanted.forEach((type, ids) -> requirePresent(caller, type, new ArrayList<>(ids)));
  }

  private void requirePresent(Caller caller, String type, List<String> ids) {
    if (ids.size() == 1) {
      if (store.read(caller, type, ids.get(0)).filter(found -> !found.deleted()).isEmpty()) {
        throw unreadable();
      }
      return;
    }
    for (int at = 0; at < ids.size(); at += ASKED_AT_ONCE) {
      List<String> some = ids.subList(at, Math.min(ids.size(), at + ASKED_AT_ONCE));
      SearchPage found =
          store.search(
              caller,
              new SearchRequest(
                  type,
                  Map.of(
                      "_id",
                      List.of(String.join(",", some)),
                      "_count",
                      List.of(String.valueOf(ASKED_AT_ONCE))),
                  false));
      if (found.matches().size() != some.size()) {
        throw unreadable();
      }
    }
  }

  /** The rest of the Bundle is done already: only what must not be seen is taken out. */
  private void withhold(Caller caller, BundleEntryComponent entry) {
    Resource resource = entry.getResource();
    if (resource instanceof Bundle inner) {
      inner.getEntry().removeIf(found -> refusal(caller, found.getResource()).isPresent());
      return;
    }
    refusal(caller, resource)
        .ifPresent(
            refused -> {
              entry.setResource(null);
              entry
                  .getResponse()
                  .setStatus("403 Forbidden")
                  .setEtag(null)
                  .setLastModified(null)
                  .setOutcome(outcomes.outcome(refused.faults(), Locale.ENGLISH));
            });
  }

  private Optional<FaultException> refusal(Caller caller, Resource resource) {
    if (!(resource instanceof Binary binary) || !binary.hasSecurityContext()) {
      return Optional.empty();
    }
    try {
      require(
          caller,
          Set.of(Optional.ofNullable(binary.getSecurityContext().getReference()).orElse("")));
      return Optional.empty();
    } catch (FaultException refused) {
      return Optional.of(refused);
    }
  }

  /** Reference of the context; empty text if the context names nothing that could be read. */
  private static Optional<String> context(String json) {
    if (!json.contains("\"securityContext\"")) {
      return Optional.empty();
    }
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (name.equals("securityContext")) {
          return Optional.of(reference(parser));
        }
        parser.skipChildren();
      }
      return Optional.empty();
    } catch (IOException unreadable) {
      return Optional.of("");
    }
  }

  private static String reference(JsonParser parser) throws IOException {
    String reference = "";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals("reference")) {
        reference = parser.getText();
      }
      parser.skipChildren();
    }
    return reference;
  }

  private static FaultException unreadable() {
    return RestFaults.of(403, IssueType.FORBIDDEN, "security-context-unreadable", "").exception();
  }

  private static Optional<SmartScopes> scopes() {
    return SecurityContextHolder.getContext().getAuthentication()
            instanceof CallerAuthentication caller
        ? Optional.of(caller.scopes())
        : Optional.empty();
  }
}
