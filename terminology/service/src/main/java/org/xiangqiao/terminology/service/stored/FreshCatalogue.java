package org.xiangqiao.terminology.service.stored;

import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;

/**
 * The catalogue of one type, as fresh as {@link Freshness} wants it. One caller at a time looks;
 * those who came before he began take what he finds.
 */
final class FreshCatalogue {

  /**
   * @param checked when looking began
   */
  private record Kept(Catalogue catalogue, long checked) {}

  private final FhirStore store;
  private final Caller caller;
  private final String type;
  private final Freshness freshness;
  private volatile Kept kept;

  FreshCatalogue(FhirStore store, Caller caller, String type, Freshness freshness) {
    this.store = store;
    this.caller = caller;
    this.type = type;
    this.freshness = freshness;
  }

  Catalogue get() {
    Kept known = kept;
    if (state(known) == Freshness.State.HOLDS) {
      return known.catalogue();
    }
    return renewed(freshness.now());
  }

  private synchronized Catalogue renewed(long arrived) {
    Kept known = kept;
    Freshness.State state = state(known);
    boolean since = known != null && known.checked() - arrived >= 0;
    if (since || state == Freshness.State.HOLDS) {
      return known.catalogue();
    }
    long now = freshness.now();
    Catalogue renewed =
        state == Freshness.State.STALE
            ? Catalogue.load(store, caller, type)
            : known.catalogue().renewed(store, caller, type);
    kept = new Kept(renewed, now);
    return renewed;
  }

  private Freshness.State state(Kept known) {
    return known == null
        ? Freshness.State.STALE
        : freshness.of(caller.tenantId(), type, known.checked());
  }
}
