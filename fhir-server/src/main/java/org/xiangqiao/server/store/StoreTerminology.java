package org.xiangqiao.server.store;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.xiangqiao.store.CodeLookup;
import org.xiangqiao.terminology.lookup.TerminologyLookup;
import org.xiangqiao.terminology.service.content.TerminologySources;
import org.xiangqiao.terminology.service.stored.SearchTerminology;

/**
 * What searches ask of terminology: what FHIR publishes is answered from memory, the rest from the
 * terminology of the tenant. That is opened after the store, hence the supplier.
 */
record StoreTerminology(
    TerminologyLookup published, Supplier<TerminologySources> sources, int limit)
    implements CodeLookup {

  @Override
  public Optional<Set<Code>> expand(int tenantId, String valueSet) {
    Optional<Set<Code>> known = codes(published.expand(valueSet));
    return known.isPresent() ? known : codes(own(tenantId).expand(valueSet));
  }

  @Override
  public Optional<Set<Code>> below(int tenantId, Code code) {
    Optional<Set<Code>> known = codes(published.below(asked(code)));
    return known.isPresent() ? known : codes(own(tenantId).below(asked(code)));
  }

  @Override
  public Optional<Set<Code>> above(int tenantId, Code code) {
    Optional<Set<Code>> known = codes(published.above(asked(code)));
    return known.isPresent() ? known : codes(own(tenantId).above(asked(code)));
  }

  private TerminologyLookup own(int tenantId) {
    return new SearchTerminology(sources.get().of(tenantId), limit);
  }

  private static TerminologyLookup.Code asked(Code code) {
    return new TerminologyLookup.Code(code.system(), code.code());
  }

  private static Optional<Set<Code>> codes(Optional<Set<TerminologyLookup.Code>> found) {
    return found.map(
        codes -> {
          Set<Code> all = new java.util.LinkedHashSet<>();
          codes.forEach(each -> all.add(new Code(each.system(), each.code())));
          return all;
        });
  }
}
