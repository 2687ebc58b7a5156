package org.xiangqiao.mappings.insurance.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xiangqiao.mappings.MappingProblem;
import org.xiangqiao.mappings.insurance.Cardinality;
import org.xiangqiao.mappings.insurance.Dictionaries;
import org.xiangqiao.mappings.insurance.Dictionary;
import org.xiangqiao.mappings.insurance.Direction;
import org.xiangqiao.mappings.insurance.Field;
import org.xiangqiao.mappings.insurance.FieldSize;
import org.xiangqiao.mappings.insurance.Node;
import org.xiangqiao.mappings.insurance.Requirement;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;
import org.xiangqiao.mappings.insurance.profile.FieldRule;
import org.xiangqiao.mappings.insurance.profile.FieldRule.OnBreak;
import org.xiangqiao.mappings.insurance.profile.ProvinceProfile;

/**
 * Holds an input against the table before it is sent. A broken rule refuses when two
 * implementations confirm it (a dictionary also only when it was loaded from the platform) or the
 * province itself says so; else it warns.
 */
public final class FieldCheck {

  private final TransactionTable table;
  private final Dictionaries dictionaries;
  private final ProvinceProfile profile;
  private final FhirElements elements;

  /** A field where it stands. */
  private record Place(String infno, Node node, int row, Field field) {

    String text() {
      String index = node.cardinality() == Cardinality.ARRAY ? "[" + row + "]" : "";
      return infno + "." + node.name() + index + "." + field.key();
    }
  }

  public FieldCheck(
      TransactionTable table,
      Dictionaries dictionaries,
      ProvinceProfile profile,
      FhirElements elements) {
    this.table = table;
    this.dictionaries = dictionaries;
    this.profile = profile;
    this.elements = elements;
  }

  /**
   * All that is wrong with an input; nothing when the transaction has no known fields.
   *
   * @param operation the table's number, not the variant that travels
   */
  public List<FieldFinding> check(String operation, Payload input) {
    List<FieldFinding> findings = new ArrayList<>();
    table
        .described(profile.infno(operation))
        .or(() -> table.described(operation))
        .ifPresent(
            transaction -> {
              for (Node node : transaction.nodes(Direction.IN)) {
                List<Row> rows = rows(node, input);
                for (int row = 0; row < rows.size(); row++) {
                  for (Field field : node.fields()) {
                    check(new Place(operation, node, row, field), rows.get(row), findings);
                  }
                }
              }
            });
    return List.copyOf(findings);
  }

  /** A node of one row must be there; lists and parts of rows are looked at when they are there. */
  private static List<Row> rows(Node node, Payload input) {
    if (node.cardinality() == Cardinality.FILE || node.parent() != null) {
      return List.of();
    }
    List<Row> rows = input.rows(node.name());
    return rows.isEmpty() && node.cardinality() != Cardinality.ARRAY ? List.of(Row.empty()) : rows;
  }

  private void check(Place place, Row row, List<FieldFinding> findings) {
    Field field = place.field();
    FieldRule own =
        profile
            .field(place.infno(), place.node().name(), field.key())
            .orElse(new FieldRule(null, null, null));
    if (!row.has(field.key())) {
      if (own.requirement().orElse(field.required()) == Requirement.YES) {
        boolean sure = own.required() != null || field.confirmation().enough();
        add(findings, place, own, sure, "required");
      }
      return;
    }
    boolean sureShape = own.size() != null || field.confirmation().shapeEnough();
    FieldSize size = own.fieldSize().orElse(field.size());
    ValueForm.broken(field.type(), size, row, field.key())
        .ifPresent(rule -> add(findings, place, own, sureShape, rule, size.toString()));
    dictionary(place, row)
        .ifPresent(
            dictionary ->
                add(
                    findings,
                    place,
                    own,
                    dictionary.loaded() && field.confirmation().enough(),
                    "dictionary",
                    dictionary.name()));
  }

  /** The dictionary that lacks the value. */
  private Optional<Dictionary> dictionary(Place place, Row row) {
    Field field = place.field();
    return field
        .dictionaryName()
        .flatMap(dictionaries::find)
        .filter(known -> row.text(field.key()).filter(code -> !known.has(code)).isPresent());
  }

  private void add(
      List<FieldFinding> findings,
      Place place,
      FieldRule own,
      boolean sure,
      String rule,
      Object... more) {
    OnBreak action = own.action().orElse(sure ? OnBreak.REFUSE : OnBreak.WARN);
    if (action == OnBreak.IGNORE) {
      return;
    }
    Field field = place.field();
    List<Object> arguments = new ArrayList<>();
    arguments.add(field.key());
    arguments.add(field.nameZh());
    arguments.addAll(List.of(more));
    findings.add(
        new FieldFinding(
            action == OnBreak.REFUSE,
            new MappingProblem(place.text(), "insurance.field." + rule, arguments),
            elements
                .find(place.infno(), place.node().name(), field.key(), place.row())
                .orElse(null)));
  }
}
