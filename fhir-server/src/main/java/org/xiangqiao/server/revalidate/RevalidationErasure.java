package org.xiangqiao.server.revalidate;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.server.expunge.ErasureParticipant;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.erase.ErasedVersion;

/** References of what is erased, as examples in reports of the county; the counts stay. */
final class RevalidationErasure implements ErasureParticipant {

  private static final String REMOVE =
      """
      update revalidation_line l
         set examples = array(select each.reference
                                from unnest(l.examples) with ordinality each(reference, place)
                               where each.reference <> all(?::text[]) order by each.place)
        from revalidation_job j
       where j.job_id = l.job_id and j.tenant_id = ? and l.examples && ?::text[]
      """;

  private final JdbcTemplate jdbc;

  RevalidationErasure(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<String, Integer> erase(Caller caller, List<ErasedVersion> erased) {
    String[] references =
        erased.stream().flatMap(RevalidationErasure::references).distinct().toArray(String[]::new);
    return Map.of(
        "revalidationLines", jdbc.update(REMOVE, references, caller.tenantId(), references));
  }

  /** Of a resource that still is there only its erased version. */
  private static Stream<String> references(ErasedVersion each) {
    return each.whole()
        ? Stream.of(each.type() + "/" + each.id(), each.reference())
        : Stream.of(each.reference());
  }

  @Override
  public Set<String> tables() {
    return Set.of("revalidation_line");
  }
}
