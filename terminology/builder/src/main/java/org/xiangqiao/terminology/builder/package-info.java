/**
 * Makes the FHIR package (NPM form) at build time from the readable sources. Not shipped: only what
 * it writes is. {@link org.xiangqiao.terminology.builder.PackageBuilder} lists the steps.
 */
package org.xiangqiao.terminology.builder;
