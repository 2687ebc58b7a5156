/**
 * The built-in authorization server (授权服务器): SMART Backend Services on Spring Authorization Server.
 * One grant ({@code client_credentials}), one proof ({@code private_key_jwt}), signing keys that
 * all nodes share. An external issuer replaces it by configuration.
 */
package org.xiangqiao.server.security.token;
