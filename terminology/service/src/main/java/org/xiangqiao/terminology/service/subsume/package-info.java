/** {@code $subsumes}: which of two codes is the more general one. */
package org.xiangqiao.terminology.service.subsume;
