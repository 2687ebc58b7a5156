package org.xiangqiao.terminology.service.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.StringType;
import org.xiangqiao.terminology.service.content.Concept;

/** Rows of a table with a header (CSV, XLSX). */
final class TableRows implements SourceRows {

  /** FHIR's code for a further name: terminology designation-use, from SNOMED CT. */
  static final Coding SYNONYM =
      new Coding("http://snomed.info/sct", "900000000000013009", "Synonym");

  private final Records records;
  private final TableHeader header;
  private final LoadOptions options;
  private final Map<String, String> places;

  TableRows(Records records, LoadOptions options) throws IOException {
    this.records = records;
    this.options = options;
    Records.Cells first = records.next();
    while (first != null && first.blank()) {
      first = records.next();
    }
    if (first == null) {
      throw new SourceProblem("load-empty");
    }
    this.header = TableHeader.of(first.values(), options.columns());
    if ((options.hierarchyIs("parent") || options.hierarchyIs("outside"))
        && !header.places().containsKey(TableHeader.PARENT)) {
      throw new SourceProblem(
          "load-column-missing", "parent", String.join(", ", header.headers()), "parent, 上级编码");
    }
    this.places = header.names();
  }

  @Override
  public boolean namesParents() {
    return header.places().containsKey(TableHeader.PARENT);
  }

  @Override
  public Set<String> properties() {
    return header.properties().keySet();
  }

  @Override
  public SourceRow next() throws IOException {
    Records.Cells row = records.next();
    while (row != null && row.blank()) {
      row = records.next();
    }
    return row == null ? null : read(row);
  }

  private SourceRow read(Records.Cells row) {
    List<Concept.Designation> names = new ArrayList<>();
    String english = header.cell(row, TableHeader.ENGLISH);
    if (!english.isEmpty()) {
      names.add(new Concept.Designation("en", null, english));
    }
    for (String synonym : header.cell(row, TableHeader.SYNONYM).split("[|;；、]")) {
      if (!synonym.isBlank()) {
        names.add(new Concept.Designation(options.language(), SYNONYM, synonym.strip()));
      }
    }
    List<Concept.Property> properties = new ArrayList<>();
    String parent = header.cell(row, TableHeader.PARENT);
    if (options.hierarchyIs("outside") && !parent.isEmpty()) {
      properties.add(new Concept.Property(TableHeader.PARENT, new CodeType(parent)));
    }
    header
        .properties()
        .forEach(
            (code, place) -> {
              String value = place < row.values().size() ? row.values().get(place).strip() : "";
              if (!value.isEmpty()) {
                properties.add(new Concept.Property(code, new StringType(value)));
              }
            });
    boolean nested =
        !parent.isEmpty() && (options.hierarchy() == null || options.hierarchyIs("parent"));
    return new SourceRow(
        row.number(),
        header.cell(row, TableHeader.CODE),
        header.cell(row, TableHeader.DISPLAY),
        header.cell(row, TableHeader.DEFINITION),
        nested ? List.of(parent) : List.of(),
        header.states(row),
        true,
        names,
        properties,
        places,
        tooMany(row));
  }

  /** A comma too many would move every cell after it. */
  private RowProblem tooMany(Records.Cells row) {
    long used = row.values().size();
    while (used > 0 && row.values().get((int) used - 1).isBlank()) {
      used--;
    }
    return used > header.headers().size()
        ? RowProblem.of(row.number(), null, "row-cells", used, header.headers().size())
        : null;
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
