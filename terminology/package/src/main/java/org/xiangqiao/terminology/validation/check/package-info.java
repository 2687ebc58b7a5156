/** Holds a resource's nodes against trees of checks and collects what is wrong. */
package org.xiangqiao.terminology.validation.check;
