/**
 * Registered systems (接入系统): EMRs and platforms that may ask for tokens, each with its county, its
 * organisation, its public keys and the scopes it may have. There are no shared secrets.
 */
package org.xiangqiao.server.security.client;
