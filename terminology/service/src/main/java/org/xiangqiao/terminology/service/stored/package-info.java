/** Terminology out of stored resources: a county's own, and what all counties share. */
package org.xiangqiao.terminology.service.stored;
