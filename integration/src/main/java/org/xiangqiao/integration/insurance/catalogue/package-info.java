/**
 * What is exchanged with the platform beside bills (目录): catalogues and dictionaries that are
 * fetched (1304, 1312, 1901), the items' mapping that is told (3301, 3302). In the background, one
 * node at a time, going on where it stopped.
 */
package org.xiangqiao.integration.insurance.catalogue;
