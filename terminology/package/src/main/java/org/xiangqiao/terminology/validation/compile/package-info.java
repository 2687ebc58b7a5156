/**
 * Makes the trees of checks out of StructureDefinitions, once each (R4 structuredefinition.html).
 */
package org.xiangqiao.terminology.validation.compile;
