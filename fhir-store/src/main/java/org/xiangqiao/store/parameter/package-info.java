/**
 * Search parameters that users define by posting {@code SearchParameter} resources: checked,
 * indexed for what is stored already, then searched. {@link
 * org.xiangqiao.store.parameter.ParameterCatalog} knows which ones a tenant has.
 */
package org.xiangqiao.store.parameter;
