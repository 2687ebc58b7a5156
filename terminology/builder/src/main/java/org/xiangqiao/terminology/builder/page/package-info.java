/** Pages of the documentation about what is in the package, made from the package itself. */
package org.xiangqiao.terminology.builder.page;
