/** A resource as its JSON says it: one node for each value, in the order of the text. */
package org.xiangqiao.terminology.validation.json;
