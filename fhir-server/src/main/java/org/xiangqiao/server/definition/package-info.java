/**
 * What R4 itself defines, as the validators and the checks of packages see it: read once, shared by
 * all counties, and told by its source.
 */
package org.xiangqiao.server.definition;
