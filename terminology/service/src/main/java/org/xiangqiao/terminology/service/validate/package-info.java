/** {@code $validate-code}: whether a code exists, belongs to a value set and is shown rightly. */
package org.xiangqiao.terminology.service.validate;
