package org.xiangqiao.terminology.validation.check;

import ca.uhn.fhir.context.FhirContext;
import java.util.Collection;
import java.util.List;
import org.xiangqiao.terminology.validation.CodeSets;
import org.xiangqiao.terminology.validation.Finding;
import org.xiangqiao.terminology.validation.ValidationLimits;
import org.xiangqiao.terminology.validation.compile.Shapes;
import org.xiangqiao.terminology.validation.compile.Structures;
import org.xiangqiao.terminology.validation.json.JsonTree;
import org.xiangqiao.terminology.validation.json.JsonTreeReader;
import org.xiangqiao.terminology.validation.json.Node;

/** One validation after the other: reads, types and checks. */
public final class Checker {

  private final FhirContext context;
  private final Structures structures;
  private final Shapes shapes;
  private final CodeSets codes;
  private final ValidationLimits limits;
  private final JsonTreeReader reader;

  public Checker(
      FhirContext context,
      Structures structures,
      Shapes shapes,
      CodeSets codes,
      ValidationLimits limits) {
    this.context = context;
    this.structures = structures;
    this.shapes = shapes;
    this.codes = codes;
    this.limits = limits;
    this.reader = new JsonTreeReader(limits.depth(), limits.elements());
  }

  public List<Finding> check(String json, Collection<String> profiles) {
    Findings findings = new Findings(limits.findings());
    JsonTree tree = reader.read(json);
    if (new Typing(shapes, findings).type(tree)) {
      Node root = tree.root();
      Scope scope =
          new Scope(
              root,
              root,
              root,
              null,
              new Parsed(context, json),
              codes,
              new Targets(root),
              limits.text(),
              0);
      Elements elements = new Elements(structures, shapes, codes, findings);
      elements.resources().check(root, List.copyOf(profiles), scope);
    }
    return findings.all();
  }
}
