/**
 * Codes of institutions' own and the national ones (医保对照): uploaded as tables, kept as ConceptMaps,
 * put into messages, told to the platform (3301, 3302); and which items are billed unmapped.
 */
package org.xiangqiao.integration.insurance.codes;
