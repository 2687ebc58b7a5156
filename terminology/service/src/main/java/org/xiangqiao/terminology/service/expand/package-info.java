/** {@code $expand}: all codes of a value set, or some of them. */
package org.xiangqiao.terminology.service.expand;
