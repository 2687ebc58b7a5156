package org.xiangqiao.terminology.service.load;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.table.ConceptRow;

/** Makes a concept of a row, or says why it is none. What other rows hold is not looked at. */
final class RowCheck {

  private static final int LONGEST_CODE = 200;
  private static final int LONGEST_NAME = 4_000;

  /** R4 datatypes.html#code: no space at its ends, no two beside each other. */
  private static final Pattern CODE = Pattern.compile("[^\\s]+( [^\\s]+)*");

  /** Control characters, and the mark that a failed conversion leaves. */
  private static final Pattern BROKEN =
      Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFD]");

  private final LoadOptions options;
  private final PinyinNames pinyin;

  RowCheck(LoadOptions options, PinyinNames pinyin) {
    this.options = options;
    this.pinyin = pinyin;
  }

  /** Either a concept or problems. */
  record Checked(ConceptRow row, List<RowProblem> problems) {}

  Checked check(SourceRow row) {
    if (row.broken() != null) {
      // What its cells hold may stand in the wrong places.
      return new Checked(null, List.of(row.broken()));
    }
    List<RowProblem> problems = new ArrayList<>();
    code(row, problems);
    name(row, TableHeader.DISPLAY, row.display(), problems);
    name(row, TableHeader.DEFINITION, row.definition(), problems);
    row.names().forEach(each -> name(row, TableHeader.SYNONYM, each.value(), problems));
    if (row.display().isEmpty()) {
      problems.add(problem(row, TableHeader.DISPLAY, "row-display-missing"));
    }
    whole(row, TableHeader.PARENT, row.parents(), problems);
    row.properties()
        .forEach(each -> whole(row, each.code(), List.of(each.value().primitiveValue()), problems));
    states(row, problems);
    List<String> parents = parents(row);
    if (parents.contains(row.code())) {
      problems.add(problem(row, TableHeader.PARENT, "row-parent-self", row.code()));
    }
    return problems.isEmpty()
        ? new Checked(new ConceptRow(row.number(), concept(row, parents)), List.of())
        : new Checked(null, problems);
  }

  private static void code(SourceRow row, List<RowProblem> problems) {
    if (row.code().isEmpty() || row.code().equals("null")) {
      problems.add(problem(row, TableHeader.CODE, "row-code-missing"));
    } else if (row.code().length() > LONGEST_CODE) {
      problems.add(problem(row, TableHeader.CODE, "row-code-too-long", LONGEST_CODE));
    } else if (!CODE.matcher(row.code()).matches() || isBroken(row.code())) {
      problems.add(problem(row, TableHeader.CODE, "row-code-malformed", row.code().strip()));
    }
  }

  private static void name(SourceRow row, String field, String text, List<RowProblem> problems) {
    if (text == null) {
      return;
    }
    if (isBroken(text)) {
      problems.add(problem(row, field, "row-text-broken"));
    } else if (text.length() > LONGEST_NAME) {
      problems.add(problem(row, field, "row-text-too-long", LONGEST_NAME));
    }
  }

  static boolean isBroken(String text) {
    return BROKEN.matcher(text).find();
  }

  /** Of any length that a row may have. */
  private static void whole(
      SourceRow row, String field, List<String> texts, List<RowProblem> problems) {
    if (texts.stream().anyMatch(RowCheck::isBroken)) {
      String place = row.place(field) == null ? field : row.place(field);
      problems.add(RowProblem.of(row.number(), place, "row-text-broken"));
    }
  }

  private static void states(SourceRow row, List<RowProblem> problems) {
    row.states()
        .forEach(
            (field, value) -> {
              if (value.length() > LONGEST_CODE) {
                problems.add(problem(row, field, "row-text-too-long", LONGEST_CODE));
              } else if (isBroken(value)) {
                problems.add(problem(row, field, "row-text-broken"));
              } else if (KnownColumns.all().get(field).retires(value).isEmpty()) {
                problems.add(problem(row, field, "row-state-unknown", value));
              }
            });
  }

  private static boolean inactive(SourceRow row) {
    return row.states().entrySet().stream()
        .anyMatch(
            each -> KnownColumns.all().get(each.getKey()).retires(each.getValue()).orElse(false));
  }

  private List<String> parents(SourceRow row) {
    List<Integer> lengths = options.prefixes();
    if (lengths.isEmpty()) {
      return options.hierarchyIs("none")
          ? List.of()
          : List.copyOf(new LinkedHashSet<>(row.parents()));
    }
    int end = row.code().length();
    return lengths.stream()
        .filter(length -> length < end)
        .reduce((shorter, longer) -> longer)
        .map(length -> List.of(row.code().substring(0, length)))
        .orElse(List.of());
  }

  private Concept concept(SourceRow row, List<String> parents) {
    List<Concept.Designation> names = new ArrayList<>(row.names());
    names.addAll(pinyin.of(row.display()));
    List<Concept.Property> properties = new ArrayList<>(row.properties());
    boolean inactive = inactive(row);
    String status = row.states().get(TableHeader.STATUS);
    if (status != null) {
      properties.add(new Concept.Property("status", new CodeType(status)));
    }
    if (inactive) {
      properties.add(new Concept.Property("inactive", new BooleanType(true)));
    }
    return new Concept(
        row.code(),
        row.display(),
        row.definition().isEmpty() ? null : row.definition(),
        options.language(),
        inactive,
        !row.selectable(),
        parents,
        names,
        properties);
  }

  private static RowProblem problem(SourceRow row, String field, String rule, Object... arguments) {
    return RowProblem.of(row.number(), row.place(field), rule, arguments);
  }
}
