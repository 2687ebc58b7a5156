/**
 * Rules that span elements (约束): FHIRPath, parsed by HAPI's parser once and turned into functions
 * over nodes where it uses what most rules use; the rest is HAPI's engine over the parsed model.
 */
package org.xiangqiao.terminology.validation.invariant;
