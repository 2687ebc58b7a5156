/** Code systems whose concepts are inside a resource, compiled once and then never changed. */
package org.xiangqiao.terminology.service.memory;
