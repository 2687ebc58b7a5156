/**
 * Holds what is stored against the profiles of today (存量数据复核), after a package was changed, and
 * tells what the policy {@code refuse} would have refused before it is switched on. A job in the
 * background of any node, which changes no resource; its report names rules, senders and
 * references, never values.
 */
package org.xiangqiao.server.revalidate;
