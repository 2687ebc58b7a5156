/**
 * What exports and requests that are answered later have in common: an address to ask after, and
 * work beside requests.
 */
package org.xiangqiao.server.rest.job;
