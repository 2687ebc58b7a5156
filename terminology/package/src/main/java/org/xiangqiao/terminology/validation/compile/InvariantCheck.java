package org.xiangqiao.terminology.validation.compile;

import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.xiangqiao.terminology.validation.invariant.Rule;

/**
 * A rule that spans elements (约束, R4 conformance-rules.html#constraints).
 *
 * @param human its words, as its author wrote them
 * @param source canonical of the profile that made it
 * @param rule null if it could not be compiled: the resource is then refused with that reason
 */
public record InvariantCheck(
    String key, IssueSeverity severity, String human, String source, Rule rule) {}
