package org.xiangqiao.store.transaction;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleEntryRequestComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.StoreProblem.Kind;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.database.ResourceTypes;
import org.xiangqiao.store.patch.PatchDocument;

/** Understands the request of one Bundle entry: method, address and preconditions. */
final class EntryReader {

  private static final Pattern ETAG = Pattern.compile("(?:W/)?\"?([0-9]{1,18})\"?");

  private final ResourceTypes types;
  private final Set<String> baseUrls;

  EntryReader(ResourceTypes types, Set<String> baseUrls) {
    this.types = types;
    this.baseUrls = baseUrls;
  }

  BundleEntry read(BundleEntryComponent entry, int index) {
    String place = "Bundle.entry[" + index + "]";
    BundleEntryRequestComponent request = entry.getRequest();
    if (request.getMethod() == null || request.getUrl() == null) {
      throw refusal(place + ".request", "request-missing");
    }
    EntryUrl url = EntryUrl.parse(request.getUrl(), baseUrls);
    if (url == null) {
      throw refusal(place + ".request.url", "url-malformed", request.getMethod().toCode());
    }
    if (url.type() != null && !types.knows(url.type())) {
      throw refusal(place + ".request.url", "unknown-type", url.type());
    }
    return switch (request.getMethod()) {
      case POST -> create(entry, url, place);
      case PUT -> update(entry, url, place);
      case DELETE -> delete(request, url, place);
      case PATCH -> patch(entry, url, place);
      case GET, HEAD ->
          new BundleEntry.Read(
              url,
              version(request.getIfNoneMatch(), place + ".request.ifNoneMatch"),
              request.getIfModifiedSince() == null
                  ? null
                  : request.getIfModifiedSince().toInstant(),
              request.getMethod() == HTTPVerb.HEAD,
              place);
      default ->
          throw refusal(
              place + ".request.method", "method-unsupported", request.getMethod().toCode());
    };
  }

  private BundleEntry create(BundleEntryComponent entry, EntryUrl url, String place) {
    requireForm(
        url.type() != null && url.id() == null && url.query() == null, HTTPVerb.POST, url, place);
    Resource resource = resource(entry, url, place);
    String condition = entry.getRequest().getIfNoneExist();
    return new BundleEntry.Write(
        new WriteOperation.Create(resource, criteria(condition, url.type()), entry.getFullUrl()),
        place);
  }

  private BundleEntry update(BundleEntryComponent entry, EntryUrl url, String place) {
    requireForm(
        url.type() != null && (url.id() == null) == (url.query() != null),
        HTTPVerb.PUT,
        url,
        place);
    Resource resource = resource(entry, url, place);
    if (url.id() != null) {
      String given = resource.getIdElement().getIdPart();
      if (given != null && !given.startsWith("urn:") && !given.equals(url.id())) {
        throw refusal(place + ".resource.id", "id-differs", url.id());
      }
      resource = resource.copy();
      resource.setId(url.id());
    }
    Long ifMatch = version(entry.getRequest().getIfMatch(), place + ".request.ifMatch");
    return new BundleEntry.Write(
        new WriteOperation.Update(
            resource, url.query(), ifMatch, onlyIfAbsent(entry, place), entry.getFullUrl()),
        place);
  }

  private static boolean onlyIfAbsent(BundleEntryComponent entry, String place) {
    String condition = entry.getRequest().getIfNoneMatch();
    if (condition != null && !condition.trim().equals("*")) {
      throw refusal(place + ".request.ifNoneMatch", "precondition-form");
    }
    return condition != null;
  }

  private static BundleEntry patch(BundleEntryComponent entry, EntryUrl url, String place) {
    requireForm(
        url.type() != null && (url.id() == null) == (url.query() != null),
        HTTPVerb.PATCH,
        url,
        place);
    Long ifMatch = version(entry.getRequest().getIfMatch(), place + ".request.ifMatch");
    return new BundleEntry.Write(
        new WriteOperation.Patch(
            url.type(), url.id(), url.query(), ifMatch, document(entry, place)),
        place);
  }

  /** R4 http.html#patch: a JSON Patch comes in a Binary, a FHIRPath Patch as it is. */
  private static PatchDocument document(BundleEntryComponent entry, String place) {
    if (entry.getResource() instanceof Parameters parameters) {
      return new PatchDocument.FhirPath(parameters);
    }
    if (entry.getResource() instanceof Binary binary
        && binary.hasData()
        && binary.getContentType() != null
        && binary.getContentType().split(";")[0].trim().equals(PatchDocument.JSON_MEDIA_TYPE)) {
      return new PatchDocument.Json(new String(binary.getData(), StandardCharsets.UTF_8));
    }
    throw refusal(place + ".resource", "patch-in-entry");
  }

  private static BundleEntry delete(
      BundleEntryRequestComponent request, EntryUrl url, String place) {
    requireForm(
        url.type() != null && (url.id() == null) == (url.query() != null),
        HTTPVerb.DELETE,
        url,
        place);
    Long ifMatch = version(request.getIfMatch(), place + ".request.ifMatch");
    return new BundleEntry.Write(
        new WriteOperation.Delete(url.type(), url.id(), url.query(), ifMatch, true, false), place);
  }

  private static void requireForm(boolean good, HTTPVerb method, EntryUrl url, String place) {
    if (!good || url.history()) {
      throw refusal(place + ".request.url", "url-malformed", method.toCode());
    }
  }

  private static Resource resource(BundleEntryComponent entry, EntryUrl url, String place) {
    Resource resource = entry.getResource();
    if (resource == null) {
      throw refusal(place + ".resource", "resource-missing");
    }
    if (!resource.fhirType().equals(url.type())) {
      throw refusal(place + ".resource", "type-differs", resource.fhirType(), url.type());
    }
    return resource;
  }

  /** Senders write the criteria with and without type and question mark. */
  private static String criteria(String condition, String type) {
    if (condition == null) {
      return null;
    }
    String bare = condition.startsWith(type + "?") ? condition.substring(type.length()) : condition;
    return bare.startsWith("?") ? bare.substring(1) : bare;
  }

  private static Long version(String etag, String place) {
    if (etag == null) {
      return null;
    }
    Matcher matcher = ETAG.matcher(etag.trim());
    if (!matcher.matches()) {
      throw refusal(place, "etag-malformed");
    }
    return Long.valueOf(matcher.group(1));
  }

  private static StoreException refusal(String place, String key, Object... arguments) {
    return StoreProblem.of(Kind.INVALID, place, key, arguments).exception();
  }
}
