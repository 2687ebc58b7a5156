/**
 * Whole records: everything of a resident or an encounter (R4 Patient/$everything), several
 * resources read at once, and the labels in use.
 */
package org.xiangqiao.store.record;
