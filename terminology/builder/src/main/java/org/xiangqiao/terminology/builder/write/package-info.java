/** Writes the package: NPM form, the same bytes for the same resources. */
package org.xiangqiao.terminology.builder.write;
