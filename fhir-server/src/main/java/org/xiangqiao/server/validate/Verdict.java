package org.xiangqiao.server.validate;

import java.util.List;
import java.util.Set;
import org.hl7.fhir.utilities.validation.ValidationMessage;
import org.xiangqiao.server.definition.UsedDefinition;

/**
 * What a validation found, all from one state of the definitions.
 *
 * @param unknown profiles that were asked for and that nobody knows
 * @param used the definitions that it was decided by
 */
record Verdict(List<String> unknown, List<ValidationMessage> messages, Set<UsedDefinition> used) {}
