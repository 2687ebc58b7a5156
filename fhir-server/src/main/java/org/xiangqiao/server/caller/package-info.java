/**
 * Who is calling: put beside the request by security, read by everything that serves it, so that
 * neither needs to know the other.
 */
package org.xiangqiao.server.caller;
