package org.xiangqiao.terminology.service.load;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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

  private static final Set<String> INACTIVE =
      Set.of(
          "retired", "inactive", "deprecated", "withdrawn", "停用", "已停用", "作废", "已作废", "废止", "无效");

  private final LoadOptions options;
  private final PinyinNames pinyin;

  RowCheck(LoadOptions options, PinyinNames pinyin) {
    this.options = options;
    this.pinyin = pinyin;
  }

  /** Either a concept or problems. */
  record Checked(ConceptRow row, List<RowProblem> problems) {}

  Checked check(SourceRow row) {
    List<RowProblem> problems = new ArrayList<>();
    if (row.broken() != null) {
      problems.add(row.broken());
    }
    code(row, problems);
    name(row, TableHeader.DISPLAY, row.display(), problems);
    name(row, TableHeader.DEFINITION, row.definition(), problems);
    row.names().forEach(each -> name(row, TableHeader.SYNONYM, each.value(), problems));
    if (row.display().isEmpty()) {
      problems.add(problem(row, TableHeader.DISPLAY, "row-display-missing"));
    }
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
    } else if (!CODE.matcher(row.code()).matches() || BROKEN.matcher(row.code()).find()) {
      problems.add(problem(row, TableHeader.CODE, "row-code-malformed", row.code().strip()));
    }
  }

  private static void name(SourceRow row, String field, String text, List<RowProblem> problems) {
    if (text == null) {
      return;
    }
    if (BROKEN.matcher(text).find()) {
      problems.add(problem(row, field, "row-text-broken"));
    } else if (text.length() > LONGEST_NAME) {
      problems.add(problem(row, field, "row-text-too-long", LONGEST_NAME));
    }
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
    boolean inactive = INACTIVE.contains(row.status().toLowerCase(Locale.ROOT));
    if (!row.status().isEmpty()) {
      properties.add(new Concept.Property("status", new CodeType(row.status())));
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
