package org.xiangqiao.store.database;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What a schema consists of, as PostgreSQL's catalogue tells it: a name for each object and what it
 * is. Partitions are told by their number, except those by time, which come and go; they cannot
 * differ from their table in columns, and an index counts as valid only when it is on all of them.
 */
final class SchemaObjects {

  private static final String COLUMNS =
      """
      select 'column ' || c.relname || '.' || a.attname,
             format_type(a.atttypid, a.atttypmod)
             || case when a.attcollation = (select oid from pg_collation
                                             where collname = 'C'
                                               and collnamespace = 'pg_catalog'::regnamespace)
                     then ' collate C' else '' end
             || case when a.attnotnull then ' not null' else '' end
             || case a.attidentity when 'a' then ' identity' when 'd' then ' identity' else '' end
             || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
        from pg_attribute a
        join pg_class c on c.oid = a.attrelid
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
       where c.relnamespace = current_schema()::regnamespace and not c.relispartition
         and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
      """;

  private static final String RELATIONS =
      """
      select case c.relkind when 'S' then 'sequence ' when 'v' then 'view ' else 'table ' end
             || c.relname,
             case when c.relkind = 'p' then
               'partitions ' || case when t.partstrat = 'r' then '' else
                 (select count(*) from pg_inherits p where p.inhparent = c.oid) || ' ' end
               || 'by ' || pg_get_partkeydef(c.oid)
             else '' end
        from pg_class c left join pg_partitioned_table t on t.partrelid = c.oid
       where c.relnamespace = current_schema()::regnamespace and not c.relispartition
         and c.relkind in ('r', 'p', 'v', 'S')
      """;

  /** Known by table and definition: PostgreSQL shortens the names of some. */
  private static final String INDEXES =
      """
      select 'index on ' || c.relname || ' '
             || regexp_replace(pg_get_indexdef(i.indexrelid), '^.* USING ', ''),
             case when i.indisunique then 'unique' else '' end
             || case when i.indisvalid then '' else ' (invalid)' end
        from pg_index i join pg_class c on c.oid = i.indrelid
       where c.relnamespace = current_schema()::regnamespace and not c.relispartition
      """;

  private static final String CONSTRAINTS =
      """
      select 'constraint on ' || c.relname || ' ' || pg_get_constraintdef(k.oid),
             case when k.convalidated then '' else '(not valid)' end
        from pg_constraint k join pg_class c on c.oid = k.conrelid
       where c.relnamespace = current_schema()::regnamespace and not c.relispartition
         and k.contype in ('p', 'u', 'f', 'c', 'x')
      """;

  private static final String FUNCTIONS =
      """
      select case when p.prokind = 'p' then 'procedure ' else 'function ' end
             || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
             case when p.prosecdef then 'security definer ' else '' end || md5(p.prosrc)
        from pg_proc p
       where p.pronamespace = current_schema()::regnamespace
         and not exists (select 1 from pg_depend d
                          where d.classid = 'pg_proc'::regclass and d.objid = p.oid
                            and d.deptype = 'e')
      """;

  private static final String TRIGGERS =
      """
      select 'trigger ' || t.tgname || ' on ' || c.relname,
             case when t.tgenabled = 'D' then 'disabled' else '' end
        from pg_trigger t join pg_class c on c.oid = t.tgrelid
       where c.relnamespace = current_schema()::regnamespace and not c.relispartition
         and not t.tgisinternal
      """;

  private final JdbcTemplate jdbc;

  SchemaObjects(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Every object of the current schema, Flyway's own table left out. */
  SortedMap<String, String> read() {
    SortedMap<String, String> found = new TreeMap<>();
    for (String query :
        new String[] {COLUMNS, RELATIONS, INDEXES, CONSTRAINTS, FUNCTIONS, TRIGGERS}) {
      jdbc.query(
          query,
          row -> {
            found.put(row.getString(1), row.getString(2).strip());
          });
    }
    found.keySet().removeIf(name -> name.contains("flyway_schema_history"));
    return found;
  }

  /**
   * Resource types and whether their tables are partitioned, in lower case as in table names; empty
   * if there is no such list.
   */
  Map<String, Boolean> types() {
    Map<String, Boolean> types = new HashMap<>();
    if (jdbc.queryForObject("select to_regclass('resource_type') is not null", Boolean.class)) {
      jdbc.query(
          "select name, partitioned from resource_type",
          row -> {
            types.put(row.getString(1).toLowerCase(Locale.ROOT), row.getBoolean(2));
          });
    }
    return types;
  }
}
