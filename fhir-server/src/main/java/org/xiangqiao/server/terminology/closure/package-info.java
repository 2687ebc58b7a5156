/** {@code $closure}: which of the concepts that a client names subsume which, kept up to date. */
package org.xiangqiao.server.terminology.closure;
