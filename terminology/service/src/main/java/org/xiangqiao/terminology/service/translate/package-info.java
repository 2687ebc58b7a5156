/** {@code $translate}: what a code is called elsewhere, by concept maps (概念映射). */
package org.xiangqiao.terminology.service.translate;
