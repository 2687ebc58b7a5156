/** Terminology over PostgreSQL and a text index: answers what codes mean, and takes tables in. */
package org.xiangqiao.terminology.service;
