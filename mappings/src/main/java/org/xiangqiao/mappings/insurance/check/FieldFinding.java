package org.xiangqiao.mappings.insurance.check;

import org.xiangqiao.mappings.MappingProblem;

/**
 * A field that breaks a rule. Never holds its value.
 *
 * @param refuses whether the message must not leave; else it is a warning
 * @param problem place {@code infno.node.key}, rule and remedy in both languages
 * @param element FHIR element that must change; {@code null} when no mapping fills the field
 */
public record FieldFinding(boolean refuses, MappingProblem problem, String element) {}
