/**
 * Full text of resources ({@code _text}, {@code _content}): an index outside the database that
 * follows the change feed. It names candidates; the store's own search decides about them.
 */
package org.xiangqiao.server.text;
