package org.xiangqiao.terminology.service.table;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.content.ConceptHits;
import org.xiangqiao.terminology.service.content.ConceptPage;

/** Reads table {@code code_concept}. */
public final class ConceptTable {

  private static final String COLUMNS =
      "c.ordinal, c.code, c.display, c.definition, c.inactive, c.abstract, c.parents,"
          + " c.designations, c.properties";

  private final JdbcTemplate jdbc;
  private final ConceptJson json = new ConceptJson();

  public ConceptTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Concepts in the order of their code system, for whoever goes through all of them.
   *
   * @param after ordinal of the last one seen; -1 for the beginning
   */
  public List<ConceptRow> page(long key, int after, int count) {
    return jdbc.query(
        "select "
            + COLUMNS
            + " from code_concept c where c.version_key = ? and c.ordinal > ?"
            + " order by c.ordinal limit ?",
        (row, n) -> new ConceptRow(row.getInt(1), concept(row, null)),
        key,
        after,
        count);
  }

  Map<String, Concept> find(long key, Collection<String> codes, String language) {
    return jdbc
        .query(
            "select "
                + COLUMNS
                + " from code_concept c where c.version_key = ? and c.code = any(?)",
            (row, n) -> concept(row, language),
            key,
            codes.toArray(String[]::new))
        .stream()
        .collect(Collectors.toMap(Concept::code, Function.identity()));
  }

  /** Those of several codes that the version has already, with their ordinals. */
  public Map<String, Integer> known(long key, Collection<String> codes) {
    Map<String, Integer> known = new HashMap<>();
    jdbc.query(
        "select code, ordinal from code_concept where version_key = ? and code = any(?)",
        row -> {
          known.put(row.getString(1), row.getInt(2));
        },
        key,
        codes.toArray(String[]::new));
    return known;
  }

  /** Adds names to a concept of a version that is being loaded. */
  public void addNames(long key, String code, List<Concept.Designation> names) {
    ConceptRow added =
        new ConceptRow(
            0, new Concept(code, null, null, null, false, false, List.of(), names, List.of()));
    jdbc.update(
        "update code_concept set designations = coalesce(designations, '[]') || ?::jsonb,"
            + " words = words || ? where version_key = ? and code = ?",
        json.designations(names),
        added.words().substring(1),
        key,
        code);
  }

  boolean subsumes(long key, String ancestor, String descendant) {
    return !jdbc.queryForList(
            "select 1 from code_concept_ancestor a"
                + " join code_concept u on u.version_key = a.version_key and u.ordinal = a.ancestor"
                + " join code_concept l on l.version_key = a.version_key and l.ordinal = a.ordinal"
                + " where a.version_key = ? and u.code = ? and l.code = ?",
            Integer.class,
            key,
            ancestor,
            descendant)
        .isEmpty();
  }

  Set<String> children(long key, String code) {
    return new LinkedHashSet<>(
        jdbc.queryForList(
            "select c.code from code_concept p join code_concept_ancestor a"
                + " on a.version_key = p.version_key and a.ancestor = p.ordinal and a.distance = 1"
                + " join code_concept c on c.version_key = a.version_key and c.ordinal = a.ordinal"
                + " where p.version_key = ? and p.code = ? order by c.ordinal",
            String.class,
            key,
            code));
  }

  ConceptPage query(long key, Condition where, String language, int offset, int count) {
    Condition all = Condition.of("c.version_key = ?", key).and(where);
    Integer total =
        jdbc.queryForObject(
            "select count(*) from code_concept c where " + all.sql(),
            Integer.class,
            all.values().toArray());
    if (total == null || total <= offset || count <= 0) {
      return new ConceptPage(total == null ? 0 : total, List.of());
    }
    return new ConceptPage(
        total,
        jdbc.query(
            "select "
                + COLUMNS
                + " from code_concept c where "
                + all.sql()
                + " order by c.ordinal limit ? offset ?",
            (row, n) -> concept(row, language),
            with(all.values(), count, offset)));
  }

  /**
   * Codes whose names hold every word of a text: whole names first, then beginnings of names, then
   * short names.
   */
  ConceptHits search(long key, Condition where, String text, int offset, int count) {
    List<String> words =
        List.of(text.strip().toLowerCase(Locale.ROOT).split("\\s+")).stream()
            .filter(word -> !word.isEmpty())
            .limit(8)
            .toList();
    Condition all = Condition.of("c.version_key = ?", key).and(where);
    for (String word : words) {
      all = all.and(Condition.of("position(? in c.words) > 0", word));
    }
    String whole = ConceptRow.BREAK + String.join(" ", words) + ConceptRow.BREAK;
    String begun = ConceptRow.BREAK + String.join(" ", words);
    List<Object> values = new ArrayList<>();
    values.add(whole);
    values.add(begun);
    values.addAll(all.values());
    values.add(count);
    values.add(offset);
    List<String> codes = new ArrayList<>();
    int[] total = {0};
    jdbc.query(
        "select code, total from (select c.code, c.ordinal, count(*) over () as total,"
            + " case when position(? in c.words) > 0 then 0 when position(? in c.words) > 0 then 1"
            + " else 2 end as rank, length(c.display) as size from code_concept c where "
            + all.sql()
            + ") r order by rank, size, ordinal limit ? offset ?",
        row -> {
          codes.add(row.getString(1));
          total[0] = row.getInt(2);
        },
        values.toArray());
    if (codes.isEmpty() && (offset > 0 || count == 0)) {
      Integer counted =
          jdbc.queryForObject(
              "select count(*) from code_concept c where " + all.sql(),
              Integer.class,
              all.values().toArray());
      total[0] = counted == null ? 0 : counted;
    }
    return new ConceptHits(total[0], codes);
  }

  /** With what is directly below it: one statement for what is most often asked. */
  Optional<ConceptFamily> family(long key, String code, String language) {
    return jdbc
        .query(
            "select "
                + COLUMNS
                + ", array(select x.code from code_concept_ancestor a join code_concept x"
                + " on x.version_key = a.version_key and x.ordinal = a.ordinal"
                + " where a.version_key = c.version_key and a.ancestor = c.ordinal"
                + " and a.distance = 1 order by a.ordinal limit ?)"
                + " from code_concept c where c.version_key = ? and c.code = ?",
            (row, n) ->
                new ConceptFamily(
                    concept(row, language),
                    new LinkedHashSet<>(List.of((String[]) row.getArray(10).getArray()))),
            FoundConcepts.FEW + 1,
            key,
            code)
        .stream()
        .findFirst();
  }

  private Concept concept(ResultSet row, String language) throws SQLException {
    return new Concept(
        row.getString(2),
        row.getString(3),
        row.getString(4),
        language,
        row.getBoolean(5),
        row.getBoolean(6),
        List.of((String[]) row.getArray(7).getArray()),
        json.designations(row.getString(8)),
        json.properties(row.getString(9)));
  }

  private static Object[] with(List<Object> values, Object... more) {
    List<Object> all = new ArrayList<>(values);
    all.addAll(List.of(more));
    return all.toArray();
  }
}
