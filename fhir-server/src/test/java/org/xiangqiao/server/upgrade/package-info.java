/** From the database of an earlier release to this one: a dump of it, and what becomes of it. */
package org.xiangqiao.server.upgrade;
