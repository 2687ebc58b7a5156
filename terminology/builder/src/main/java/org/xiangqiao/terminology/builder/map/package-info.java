/**
 * Concept maps from CSV: {@code maps/maps.csv} of terminology/package lists their groups, one file
 * beside it holds the rows of a group, and {@link
 * org.xiangqiao.terminology.builder.map.ConceptMapTables} turns them into ConceptMap resources. A
 * group may also be read from a table that the product uses anyway, so that nothing is said twice.
 */
package org.xiangqiao.terminology.builder.map;
