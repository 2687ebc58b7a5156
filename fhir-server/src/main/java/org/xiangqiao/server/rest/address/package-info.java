/** Under which address partners reach this server, also behind a proxy. */
package org.xiangqiao.server.rest.address;
