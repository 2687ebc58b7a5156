/**
 * Checks of a bill before money moves (医保基金监管, order 735): the rules and a county's facts about
 * items are data, the checks are functions of a bill and what is known about its patient. Pure: no
 * clock, no store.
 */
package org.xiangqiao.programmes.supervision;
