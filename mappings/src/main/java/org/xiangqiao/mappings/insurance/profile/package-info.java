/**
 * What differs from province to province, as data: transport, names, lengths, time-outs, refusals,
 * identities of amounts. A province is added with a file, without Java.
 */
package org.xiangqiao.mappings.insurance.profile;
