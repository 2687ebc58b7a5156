/** Names of a concept: which one to show in which language, and whether a given one is right. */
package org.xiangqiao.terminology.service.display;
