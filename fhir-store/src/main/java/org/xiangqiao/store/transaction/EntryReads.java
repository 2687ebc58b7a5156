package org.xiangqiao.store.transaction;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.InstantType;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.HistoryRequest;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.StoreProblem.Kind;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.history.HistoryReader;
import org.xiangqiao.store.history.HistoryTime;
import org.xiangqiao.store.history.VersionReader;
import org.xiangqiao.store.search.PostgresSearch;

/** Answers the GET entries of a Bundle: read, vread, history and search. */
final class EntryReads {

  private static final int HISTORY_COUNT = 50;
  private static final Set<String> HISTORY_PARAMETERS =
      Set.of("_since", "_at", "_count", "_format", "_pretty", BundleProcessor.CURSOR);

  private final VersionReader versions;
  private final HistoryReader history;
  private final PostgresSearch search;
  private final EntryResponses responses;

  EntryReads(
      VersionReader versions,
      HistoryReader history,
      PostgresSearch search,
      EntryResponses responses) {
    this.versions = versions;
    this.history = history;
    this.search = search;
    this.responses = responses;
  }

  /** A HEAD is answered as a GET, and its content left out (RFC 9110, 9.3.2). */
  BundleEntryComponent answer(Caller caller, BundleEntry.Read read) {
    BundleEntryComponent answer = get(caller, read);
    if (read.head()) {
      answer.setResource(null);
    }
    return answer;
  }

  private BundleEntryComponent get(Caller caller, BundleEntry.Read read) {
    EntryUrl url = read.url();
    if (url.history() && url.version() == null) {
      return responses.history(history.history(caller, historyRequest(read)));
    }
    if (url.id() != null) {
      return responses.read(resource(caller, read), read);
    }
    return responses.found(
        search.search(caller, new SearchRequest(url.type(), url.parameters(), false)));
  }

  private StoredResource resource(Caller caller, BundleEntry.Read read) {
    EntryUrl url = read.url();
    String name = url.type() + "/" + url.id();
    StoredResource found =
        (url.version() == null
                ? versions.read(caller, url.type(), url.id())
                : versions.readVersion(
                    caller, url.type(), url.id(), number(url.version(), read, "url-malformed")))
            .orElseThrow(() -> refusal(Kind.NOT_FOUND, read, "resource-unknown", name));
    if (found.deleted()) {
      throw refusal(Kind.GONE, read, "resource-deleted", name);
    }
    return found;
  }

  private static HistoryRequest historyRequest(BundleEntry.Read read) {
    EntryUrl url = read.url();
    Map<String, List<String>> parameters = url.parameters();
    if (!HISTORY_PARAMETERS.containsAll(parameters.keySet())) {
      throw refusal(Kind.INVALID, read, "history-parameter");
    }
    String count = first(parameters, "_count");
    return new HistoryRequest(
        url.type(),
        url.id(),
        since(first(parameters, "_since"), read),
        during(parameters.get("_at"), read),
        count == null ? HISTORY_COUNT : count(count, read),
        first(parameters, BundleProcessor.CURSOR));
  }

  private static Instant since(String text, BundleEntry.Read read) {
    try {
      return text == null ? null : new InstantType(text).getValue().toInstant();
    } catch (IllegalArgumentException | DateTimeException e) {
      throw refusal(Kind.INVALID, read, "history-parameter", "_since");
    }
  }

  private static HistoryRequest.During during(List<String> texts, BundleEntry.Read read) {
    try {
      return texts == null ? null : HistoryTime.parse(texts);
    } catch (IllegalArgumentException unreadable) {
      throw refusal(Kind.INVALID, read, "history-parameter");
    }
  }

  private static int count(String text, BundleEntry.Read read) {
    long count = number(text, read, "history-parameter");
    if (count < 1) {
      throw refusal(Kind.INVALID, read, "history-parameter");
    }
    return (int) count;
  }

  private static long number(String text, BundleEntry.Read read, String key) {
    try {
      return Math.min(Integer.MAX_VALUE, Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw refusal(Kind.INVALID, read, key, "GET");
    }
  }

  private static String first(Map<String, List<String>> parameters, String name) {
    List<String> values = parameters.get(name);
    return values == null ? null : values.get(0);
  }

  private static StoreException refusal(
      Kind kind, BundleEntry.Read read, String key, Object... arguments) {
    return StoreProblem.of(kind, read.place(), key, arguments).exception();
  }
}
