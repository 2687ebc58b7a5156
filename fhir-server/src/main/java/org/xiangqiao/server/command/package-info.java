/**
 * What the server's jar does besides serving: {@code backup}, {@code restore}, {@code help}. A
 * command reads the same configuration as the server and ends with an exit code.
 */
package org.xiangqiao.server.command;
