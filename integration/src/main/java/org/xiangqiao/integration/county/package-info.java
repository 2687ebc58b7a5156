/**
 * The bridge to the county immunization platform (县级免疫规划平台): every immunization of the county's
 * tenant, as the platform's JSON over HTTP, acknowledged one by one.
 */
package org.xiangqiao.integration.county;
