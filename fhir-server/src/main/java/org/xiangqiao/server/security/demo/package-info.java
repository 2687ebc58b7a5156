/** The demo profile (演示): one client with every scope, a token that lasts a day, loopback only. */
package org.xiangqiao.server.security.demo;
