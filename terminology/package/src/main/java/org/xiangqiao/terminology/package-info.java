/** What words mean: national identifier systems, code tables and their FHIR forms. Pure. */
package org.xiangqiao.terminology;
