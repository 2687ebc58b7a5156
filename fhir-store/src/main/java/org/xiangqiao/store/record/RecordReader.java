package org.xiangqiao.store.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.RecordRequest;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.binary.BinaryBodies;
import org.xiangqiao.store.database.CancellableJdbc;
import org.xiangqiao.store.database.ResourceTypes;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.record.RecordRows.Found;
import org.xiangqiao.store.search.CursorSeal;
import org.xiangqiao.store.search.criteria.ResourceTables;

/** Everything of a resident (居民) or an encounter, or of all residents, page by page. */
public final class RecordReader {

  private final CursorSeal seal;
  private final BinaryBodies binaries;
  private final OneRecord one;
  private final EveryRecord every;

  public RecordReader(
      DataSource dataSource,
      ResourceTypes types,
      IndexHash hash,
      CursorSeal seal,
      BinaryBodies binaries) {
    JdbcTemplate jdbc = new CancellableJdbc(dataSource);
    ResourceTables tables = new ResourceTables(jdbc);
    CompartmentKeys keys = new CompartmentKeys(hash);
    this.seal = seal;
    this.binaries = binaries;
    this.one =
        new OneRecord(
            jdbc,
            tables,
            new RecordMembers(jdbc, types, keys),
            new RowTypes(jdbc, tables, types),
            new RecordRows(jdbc, tables),
            OneRecord.MOST_LOOKED_AT);
    this.every = new EveryRecord(jdbc, types, tables, keys);
  }

  /** Empty if the resident or encounter is not there. */
  public Optional<SearchPage> read(Caller caller, RecordRequest request) {
    int tenantId = caller.tenantId();
    RecordCursor after = RecordCursor.of(seal, tenantId, request);
    Optional<RecordPage> page =
        request.id() == null
            ? Optional.of(every.page(tenantId, request, after))
            : one.page(tenantId, request, after);
    return page.map(found -> answer(tenantId, request, found));
  }

  private SearchPage answer(int tenantId, RecordRequest request, RecordPage page) {
    List<StoredResource> all =
        binaries.fill(tenantId, page.found().stream().map(Found::resource).toList());
    List<StoredResource> matches = new ArrayList<>();
    List<StoredResource> included = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      (page.found().get(i).member() ? matches : included).add(all.get(i));
    }
    String next = page.next() == null ? null : page.next().seal(seal, tenantId, request);
    return new SearchPage(matches, included, null, next, Map.of());
  }
}
