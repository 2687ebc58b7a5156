/** Makes the FHIR package (NPM form) at build time from the readable sources. Not shipped. */
package org.xiangqiao.terminology.builder;
