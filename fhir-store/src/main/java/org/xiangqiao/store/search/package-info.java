/** FHIR search compiled to one SQL statement, sealed cursors, includes. */
package org.xiangqiao.store.search;
