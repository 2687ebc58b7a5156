package org.xiangqiao.server.terminology.load;

import java.util.ArrayList;
import java.util.List;
import org.xiangqiao.store.Caller;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.TerminologySource;
import org.xiangqiao.terminology.service.stored.FurtherSources;
import org.xiangqiao.terminology.service.table.StoredCodeSystems;

/** The imported code systems of a county before those that all share. */
record ImportedTerminology(StoredCodeSystems systems) implements FurtherSources {

  @Override
  public TerminologySource of(int tenantId) {
    return new Imported(systems, tenantId);
  }

  private record Imported(StoredCodeSystems systems, int tenantId) implements TerminologySource {

    @Override
    public List<CodeSystemContent> codeSystems(String url) {
      List<CodeSystemContent> own = systems.codeSystems(tenantId, url);
      if (tenantId == Caller.DEFINITIONS_TENANT) {
        return own;
      }
      List<CodeSystemContent> shared = systems.codeSystems(Caller.DEFINITIONS_TENANT, url);
      if (own.isEmpty() || shared.isEmpty()) {
        return own.isEmpty() ? shared : own;
      }
      List<CodeSystemContent> all = new ArrayList<>(own);
      all.addAll(shared);
      return all;
    }
  }
}
