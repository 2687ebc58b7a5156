/**
 * SMART scopes (权限范围): what a registered system was allowed, what an interaction needs, and the
 * refusal that names the missing scope. SMART App Launch 2.2, "Scopes for requesting FHIR
 * resources".
 */
package org.xiangqiao.server.security.scope;
