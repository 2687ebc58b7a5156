package org.xiangqiao.store.write;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.database.ResourceTypes;
import org.xiangqiao.store.index.IndexValues;

/**
 * Claims on identifiers that have one owner (身份证号 identity card, 健康档案编号 health record number): the
 * database's unique index decides, whatever road the resource came by.
 */
final class BusinessKeys {

  static final String TAKEN = "business-key-taken";

  private static final String KEYS =
      "unnest(?::smallint[], ?::text[], ?::text[], ?::bigint[], ?::text[])";

  private final JdbcTemplate jdbc;
  private final ResourceTypes types;
  private final Map<String, Set<String>> systems;

  BusinessKeys(JdbcTemplate jdbc, ResourceTypes types, Map<String, Set<String>> systems) {
    this.jdbc = jdbc;
    this.types = types;
    this.systems = systems;
  }

  /** Claims for the new versions, and gives back what former versions held and these do not. */
  void claim(int tenant, List<PlannedWrite> writes) {
    List<PlannedWrite> concerned =
        writes.stream().filter(write -> systems.containsKey(write.type())).toList();
    if (concerned.isEmpty()) {
      return;
    }
    List<Claim> claims = claims(concerned);
    List<Long> former = concerned.stream().filter(w -> w.former != null).map(w -> w.rid).toList();
    if (!former.isEmpty()) {
      release(tenant, former, claims);
    }
    if (!claims.isEmpty() && insert(tenant, claims) < claims.size()) {
      refuseForeign(tenant, claims);
    }
  }

  private List<Claim> claims(List<PlannedWrite> writes) {
    Set<Claim> claims = new LinkedHashSet<>();
    Map<List<Object>, PlannedWrite> owners = new HashMap<>();
    for (PlannedWrite write : writes) {
      Set<String> unique = systems.get(write.type());
      for (IndexValues.IdentifierValue identifier : write.index.identifiers()) {
        if (identifier.system() == null
            || identifier.value() == null
            || !unique.contains(identifier.system())) {
          continue;
        }
        List<Object> key = List.of(write.type(), identifier.system(), identifier.value());
        PlannedWrite other = owners.putIfAbsent(key, write);
        if (other != null && other != write) {
          throw taken(write, identifier.system(), other.place());
        }
        claims.add(
            new Claim(types.code(write.type()), identifier.system(), identifier.value(), write));
      }
    }
    List<Claim> sorted = new ArrayList<>(claims);
    sorted.sort(
        Comparator.comparing(Claim::type).thenComparing(Claim::system).thenComparing(Claim::value));
    return sorted;
  }

  private void release(int tenant, List<Long> rids, List<Claim> kept) {
    jdbc.execute(
        "delete from business_key b where b.tenant_id = ? and b.rid = any(?)"
            + " and not exists (select 1 from "
            + KEYS
            + """
               as k(type_code, system, value, rid, fhir_id)
               where k.type_code = b.type_code and k.system = b.system and k.value = b.value
                 and k.rid = b.rid)
              """,
        (PreparedStatementCallback<Integer>)
            statement -> {
              bind(new Bindings(statement).value(tenant).longs(rids), kept);
              return statement.executeUpdate();
            });
  }

  private int insert(int tenant, List<Claim> claims) {
    return jdbc.execute(
        "insert into business_key (tenant_id, type_code, system, value, rid, fhir_id) select ?, * from "
            + KEYS
            + " on conflict do nothing",
        (PreparedStatementCallback<Integer>)
            statement -> {
              bind(new Bindings(statement).value(tenant), claims);
              return statement.executeUpdate();
            });
  }

  /** Some were there already: by an earlier version of the same resource, or by another owner. */
  private void refuseForeign(int tenant, List<Claim> claims) {
    List<StoreProblem> problems = new ArrayList<>();
    jdbc.query(
        "select k.n, b.rid, b.fhir_id from rows from ("
            + KEYS
            + """
              ) with ordinality as k(type_code, system, value, rid, fhir_id, n)
               left join business_key b on b.tenant_id = ? and b.type_code = k.type_code
                     and b.system = k.system and b.value = k.value
               where b.rid is distinct from k.rid
            """,
        statement -> {
          bind(new Bindings(statement), claims).value(tenant);
        },
        row -> {
          Claim claim = claims.get(row.getInt(1) - 1);
          if (row.getString(3) == null) {
            throw new ConcurrencyFailureException("the owner of a business key went away");
          }
          problems.add(
              taken(claim.write(), claim.system(), claim.write().type() + "/" + row.getString(3))
                  .problems()
                  .get(0));
        });
    if (!problems.isEmpty()) {
      throw new StoreException(problems);
    }
  }

  private static Bindings bind(Bindings bindings, List<Claim> claims) throws SQLException {
    return bindings
        .shorts(claims, Claim::type)
        .texts(claims, Claim::system)
        .texts(claims, Claim::value)
        .longs(claims, claim -> claim.write().rid)
        .texts(claims, claim -> claim.write().id);
  }

  private static StoreException taken(PlannedWrite write, String system, String owner) {
    String place = write.place().isEmpty() ? write.type() : write.place() + ".resource";
    return StoreProblem.of(StoreProblem.Kind.CONFLICT, place + ".identifier", TAKEN, system, owner)
        .exception();
  }

  private record Claim(short type, String system, String value, PlannedWrite write) {}
}
