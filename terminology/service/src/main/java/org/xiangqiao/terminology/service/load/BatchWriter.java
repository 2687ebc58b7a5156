package org.xiangqiao.terminology.service.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.table.ConceptCopy;
import org.xiangqiao.terminology.service.table.ConceptRow;
import org.xiangqiao.terminology.service.table.ConceptTable;

/** Writes a batch of rows, their problems and the job's place in one transaction. */
final class BatchWriter {

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final LoadLease lease;
  private final ConceptTable table;
  private final ConceptCopy copy;
  private final int mostProblems;

  BatchWriter(
      JdbcTemplate jdbc, TransactionTemplate transaction, LoadLease lease, int mostProblems) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.lease = lease;
    this.table = new ConceptTable(jdbc);
    this.copy = new ConceptCopy(jdbc);
    this.mostProblems = mostProblems;
  }

  /** How many rows became what. */
  record Counts(int loaded, int refused) {}

  /**
   * @param last number of the last row of the batch
   */
  Counts write(LoadJob job, List<ConceptRow> rows, List<RowProblem> wrong, long last) {
    return transaction.execute(
        status -> {
          lease.require(job);
          Map<String, Integer> before =
              table.known(
                  job.versionKey(), rows.stream().map(row -> row.concept().code()).toList());
          Map<String, ConceptRow> good = new LinkedHashMap<>();
          Map<String, List<Concept.Designation>> added = new HashMap<>();
          List<RowProblem> problems = new ArrayList<>(wrong);
          int merged = 0;
          for (ConceptRow row : rows) {
            String code = row.concept().code();
            ConceptRow first = good.get(code);
            if (first == null && !before.containsKey(code)) {
              good.put(code, row);
            } else if (!job.options().synonyms()) {
              int place = first == null ? before.get(code) : first.ordinal();
              problems.add(RowProblem.of(row.ordinal(), "code", "row-code-duplicate", code, place));
            } else {
              merged++;
              if (first == null) {
                added.computeIfAbsent(code, each -> new ArrayList<>()).addAll(names(row, job));
              } else {
                good.put(code, with(first, names(row, job)));
              }
            }
          }
          copy.write(job.versionKey(), List.copyOf(good.values()));
          added.forEach((code, names) -> table.addNames(job.versionKey(), code, names));
          note(job, problems);
          int refused = (int) problems.stream().mapToLong(RowProblem::row).distinct().count();
          lease.advance(job, last, good.size(), merged, refused);
          return new Counts(good.size(), refused);
        });
  }

  /** A further row's names become further names of the first row's concept. */
  private static List<Concept.Designation> names(ConceptRow row, LoadJob job) {
    List<Concept.Designation> names = new ArrayList<>();
    names.add(
        new Concept.Designation(
            job.options().language(), TableRows.SYNONYM, row.concept().display()));
    names.addAll(row.concept().designations());
    return names;
  }

  private static ConceptRow with(ConceptRow row, List<Concept.Designation> names) {
    Concept concept = row.concept();
    List<Concept.Designation> all = new ArrayList<>(concept.designations());
    all.addAll(names);
    return new ConceptRow(
        row.ordinal(),
        new Concept(
            concept.code(),
            concept.display(),
            concept.definition(),
            concept.language(),
            concept.inactive(),
            concept.abstractConcept(),
            concept.parents(),
            all,
            concept.properties()));
  }

  /** Notes problems, up to the limit; inside a transaction. */
  void note(LoadJob job, List<RowProblem> problems) {
    Integer noted =
        problems.isEmpty()
            ? Integer.valueOf(0)
            : jdbc.queryForObject(
                "select count(*) from code_system_problem where job_id = ?",
                Integer.class,
                job.id());
    int room = mostProblems - (noted == null ? 0 : noted);
    Map<Long, Integer> numbers = new HashMap<>();
    List<Object[]> rows = new ArrayList<>();
    for (RowProblem each : problems.subList(0, Math.max(0, Math.min(room, problems.size())))) {
      rows.add(
          new Object[] {
            job.id(),
            each.row(),
            numbers.merge(each.row(), 1, Integer::sum),
            each.place(),
            each.rule(),
            each.arguments().toArray(String[]::new)
          });
    }
    jdbc.batchUpdate(
        "insert into code_system_problem (job_id, row_number, number, place, rule, arguments)"
            + " values (?, ?, ?, ?, ?, ?) on conflict do nothing",
        rows);
  }
}
