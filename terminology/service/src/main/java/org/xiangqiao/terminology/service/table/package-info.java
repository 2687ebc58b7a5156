/**
 * Code systems whose concepts lie in PostgreSQL: large tables (ICD-10, townships, TCM) that an
 * operator imports, in versions side by side of which one is current.
 */
package org.xiangqiao.terminology.service.table;
