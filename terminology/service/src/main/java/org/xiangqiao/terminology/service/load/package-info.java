/**
 * Takes tables of codes in from CSV, XLSX and ClaML: row by row with bounded memory, in batches
 * that carry their place, and with a reason for every row that is refused. A version is seen only
 * when it is whole.
 */
package org.xiangqiao.terminology.service.load;
