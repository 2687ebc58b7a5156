/** Who may do what: OAuth2 tokens, SMART scopes, registered clients, tenants. */
package org.xiangqiao.server.security;
