/**
 * What the package's profiles (数据规范) need at build: snapshots from their differentials, and one
 * page each for people. A profile that contradicts its base stops the build here.
 */
package org.xiangqiao.terminology.builder.profile;
