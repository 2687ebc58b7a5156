package org.xiangqiao.store.transaction;

import ca.uhn.fhir.context.FhirContext;
import java.util.Date;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.store.FhirStore.EntryContent;
import org.xiangqiao.store.HistoryPage;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOutcome;
import org.xiangqiao.store.binary.ContentMark;

/** Entries of the response Bundle. Addresses are relative to the FHIR base. */
final class EntryResponses {

  private final FhirContext fhir;

  EntryResponses(FhirContext fhir) {
    this.fhir = fhir;
  }

  BundleEntryComponent written(WriteOutcome outcome, EntryContent shown) {
    BundleEntryComponent entry = new BundleEntryComponent();
    entry
        .getResponse()
        .setStatus(
            switch (outcome.effect()) {
              case CREATED -> "201 Created";
              case UPDATED, UNCHANGED -> "200 OK";
              case DELETED -> "204 No Content";
            });
    StoredResource resource = outcome.resource();
    if (resource != null) {
      version(entry, resource);
      if (!resource.deleted()) {
        entry.getResponse().setLocation(location(resource));
      }
    }
    show(entry, outcome, shown);
    return entry;
  }

  private void show(BundleEntryComponent entry, WriteOutcome outcome, EntryContent shown) {
    StoredResource resource = outcome.resource();
    if (shown == EntryContent.RESOURCE && resource != null && !resource.deleted()) {
      entry.setResource(parse(resource));
    } else if (shown == EntryContent.OUTCOME) {
      entry.getResponse().setOutcome(ProblemOutcome.done(outcome));
    }
  }

  BundleEntryComponent read(StoredResource resource, BundleEntry.Read read) {
    BundleEntryComponent entry = new BundleEntryComponent();
    version(entry, resource);
    if (has(read, resource)) {
      entry.getResponse().setStatus("304 Not Modified");
    } else {
      entry.getResponse().setStatus("200 OK");
      entry.setResource(parse(resource));
    }
    return entry;
  }

  /** R4 http.html#cread: the version decides, the time only without it. */
  private static boolean has(BundleEntry.Read read, StoredResource resource) {
    if (read.ifNoneMatch() != null) {
      return read.ifNoneMatch() == resource.version();
    }
    return read.ifModifiedSince() != null
        && !resource.lastUpdated().isAfter(read.ifModifiedSince());
  }

  BundleEntryComponent found(SearchPage page) {
    Bundle bundle = new Bundle().setType(BundleType.SEARCHSET);
    if (page.total() != null) {
      bundle.setTotal(Math.toIntExact(page.total()));
    }
    page.matches().forEach(match -> add(bundle, match, SearchEntryMode.MATCH));
    page.included().forEach(included -> add(bundle, included, SearchEntryMode.INCLUDE));
    next(bundle, page.next());
    return ok(bundle);
  }

  BundleEntryComponent history(HistoryPage page) {
    Bundle bundle = new Bundle().setType(BundleType.HISTORY);
    for (HistoryPage.HistoryEntry version : page.entries()) {
      StoredResource resource = version.resource();
      BundleEntryComponent entry = bundle.addEntry();
      entry.setFullUrl(resource.type() + "/" + resource.id());
      HTTPVerb method =
          switch (version.effect()) {
            case CREATED -> HTTPVerb.POST;
            case UPDATED, UNCHANGED -> HTTPVerb.PUT;
            case DELETED -> HTTPVerb.DELETE;
          };
      String url = resource.type() + (method == HTTPVerb.POST ? "" : "/" + resource.id());
      entry.getRequest().setMethod(method).setUrl(url);
      version(entry, resource);
      entry
          .getResponse()
          .setStatus(
              switch (version.effect()) {
                case CREATED -> "201 Created";
                case UPDATED, UNCHANGED -> "200 OK";
                case DELETED -> "204 No Content";
              });
      if (!resource.deleted()) {
        entry.setResource(parse(resource));
      }
    }
    next(bundle, page.next());
    return ok(bundle);
  }

  BundleEntryComponent refused(StoreException refusal) {
    BundleEntryComponent entry = new BundleEntryComponent();
    entry
        .getResponse()
        .setStatus(ProblemOutcome.status(refusal))
        .setOutcome(ProblemOutcome.of(refusal.problems()));
    return entry;
  }

  private void add(Bundle bundle, StoredResource resource, SearchEntryMode mode) {
    BundleEntryComponent entry = bundle.addEntry();
    entry.setFullUrl(resource.type() + "/" + resource.id()).setResource(parse(resource));
    entry.getSearch().setMode(mode);
  }

  /** The sealed cursor; the REST layer, which knows the base address, makes it a full link. */
  private static void next(Bundle bundle, String cursor) {
    if (cursor != null) {
      bundle.addLink().setRelation("next").setUrl("?" + BundleProcessor.CURSOR + "=" + cursor);
    }
  }

  private static BundleEntryComponent ok(Bundle bundle) {
    BundleEntryComponent entry = new BundleEntryComponent().setResource(bundle);
    entry.getResponse().setStatus("200 OK");
    return entry;
  }

  private static void version(BundleEntryComponent entry, StoredResource resource) {
    entry
        .getResponse()
        .setEtag("W/\"" + resource.version() + "\"")
        .setLastModified(Date.from(resource.lastUpdated()));
  }

  private static String location(StoredResource resource) {
    return resource.type() + "/" + resource.id() + "/_history/" + resource.version();
  }

  private Resource parse(StoredResource resource) {
    Resource parsed = (Resource) fhir.newJsonParser().parseResource(resource.json());
    return parsed instanceof Binary binary ? ContentMark.reduced(binary) : parsed;
  }
}
