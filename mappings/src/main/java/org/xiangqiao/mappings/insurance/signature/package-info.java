/** SM2 and SM3 (国密) signatures of messages: GB/T 32918, GB/T 32905; keys come in as bytes. */
package org.xiangqiao.mappings.insurance.signature;
