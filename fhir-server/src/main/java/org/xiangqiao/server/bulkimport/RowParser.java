package org.xiangqiao.server.bulkimport;

import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.server.rest.answer.WireFormat;
import org.xiangqiao.server.rest.body.ResourceReader;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.OperationOutcomes;

/** Makes resources of lines, as strictly as of any request. */
final class RowParser {

  private final ResourceReader reader;
  private final OperationOutcomes outcomes;
  private final int longest;

  RowParser(ResourceReader reader, OperationOutcomes outcomes, int longest) {
    this.reader = reader;
    this.outcomes = outcomes;
    this.longest = longest;
  }

  List<ImportRow> parse(ImportInput input, List<Line> lines) {
    return lines.stream().filter(line -> !line.blank()).map(line -> parse(input, line)).toList();
  }

  private ImportRow parse(ImportInput input, Line line) {
    if (line.bytes() == null) {
      return refused(
          input,
          line,
          List.of(ImportFaults.of(413, IssueType.TOOLONG, "import-row-too-long", "", longest)));
    }
    Resource resource;
    try {
      resource = reader.read(line.bytes(), WireFormat.JSON.contentType());
    } catch (RuntimeException unreadable) {
      return refused(input, line, outcomes.faults(unreadable, ""));
    } catch (StackOverflowError entangled) {
      return refused(
          input, line, List.of(ImportFaults.of(500, IssueType.EXCEPTION, "import-row-failed", "")));
    }
    if (!resource.fhirType().equals(input.type())) {
      return refused(
          input,
          line,
          List.of(
              ImportFaults.invalid(
                  "import-row-type", "resourceType", resource.fhirType(), input.type())));
    }
    if (resource.getIdElement().getIdPart() == null) {
      return refused(
          input, line, List.of(ImportFaults.invalid("import-row-id", input.type() + ".id")));
    }
    return new ImportRow(
        input.number(), line.number(), line.position(), length(line), resource, List.of());
  }

  private static ImportRow refused(ImportInput input, Line line, List<Fault> faults) {
    return new ImportRow(
        input.number(), line.number(), line.position(), length(line), null, faults);
  }

  /** Too long a line is not read again. */
  private static int length(Line line) {
    return (int) Math.min(Integer.MAX_VALUE, line.length());
  }
}
