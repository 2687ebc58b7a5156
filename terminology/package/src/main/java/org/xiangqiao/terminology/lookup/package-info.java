/** Which codes a value set holds and what subsumes what: asked by searches and validation. */
package org.xiangqiao.terminology.lookup;
