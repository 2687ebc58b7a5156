package org.xiangqiao.server.fhirpackage.installed;

import java.util.List;
import org.xiangqiao.server.rest.problem.Fault;

/** A package that is refused, with all that was found. */
public final class PackageProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<PackageFinding> findings;

  PackageProblem(List<PackageFinding> findings) {
    super(findings.get(0).rule());
    this.findings = List.copyOf(findings);
  }

  List<PackageFinding> findings() {
    return findings;
  }

  /** As it is told. */
  public List<Fault> faults() {
    return findings.stream().map(PackageFaults::of).toList();
  }
}
