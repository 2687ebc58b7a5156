/**
 * The bytes of Binary resources (R4 binary.html): received and given chunk by chunk, kept outside
 * the row text, equal contents of a tenant once.
 */
package org.xiangqiao.store.binary;
