/** What properties of concepts mean (status, not selectable, parent) and filters over them. */
package org.xiangqiao.terminology.service.property;
