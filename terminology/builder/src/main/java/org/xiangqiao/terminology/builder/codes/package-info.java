/** Code systems from the CSV code tables of terminology/package. */
package org.xiangqiao.terminology.builder.codes;
