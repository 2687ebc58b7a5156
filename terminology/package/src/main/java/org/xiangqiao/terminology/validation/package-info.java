/**
 * Validation at write speed (校验): a StructureDefinition's snapshot becomes, once and when first
 * needed, a tree of checks that is never changed again, and resources are held against it.
 *
 * <p>What is checked is the JSON that the store keeps, not the parsed model: only the text still
 * shows unknown elements, empty values, lists of one and numbers as they were written, and it gives
 * the same locations as HL7's validator, which also works on the text's own elements. Reading it a
 * second time costs some microseconds; walking HAPI's model by reflection would cost more. The
 * parsed model is made only for rules whose FHIRPath needs HAPI's engine.
 *
 * <p>Nothing here throws because of what a resource or a definition says: what cannot be checked is
 * an error among the findings, so that no write is accepted because its validation failed.
 */
package org.xiangqiao.terminology.validation;
