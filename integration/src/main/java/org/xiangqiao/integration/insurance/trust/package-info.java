/** Keys and certificates (密钥与证书) of institutions and platforms: kept, used, watched. */
package org.xiangqiao.integration.insurance.trust;
