/** {@code $lookup}: everything that is known of a code. */
package org.xiangqiao.terminology.service.lookup;
