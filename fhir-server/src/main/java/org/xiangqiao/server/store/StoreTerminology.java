package org.xiangqiao.server.store;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.xiangqiao.store.CodeLookup;
import org.xiangqiao.terminology.lookup.TerminologyLookup;

/** What searches ask of terminology, answered by the terminology that all tenants share. */
record StoreTerminology(TerminologyLookup terminology) implements CodeLookup {

  @Override
  public Optional<Set<Code>> expand(int tenantId, String valueSet) {
    return codes(terminology.expand(valueSet));
  }

  @Override
  public Optional<Set<Code>> below(int tenantId, Code code) {
    return codes(terminology.below(asked(code)));
  }

  @Override
  public Optional<Set<Code>> above(int tenantId, Code code) {
    return codes(terminology.above(asked(code)));
  }

  private static TerminologyLookup.Code asked(Code code) {
    return new TerminologyLookup.Code(code.system(), code.code());
  }

  private static Optional<Set<Code>> codes(Optional<Set<TerminologyLookup.Code>> found) {
    return found.map(
        codes -> {
          Set<Code> all = new LinkedHashSet<>();
          codes.forEach(each -> all.add(new Code(each.system(), each.code())));
          return all;
        });
  }
}
