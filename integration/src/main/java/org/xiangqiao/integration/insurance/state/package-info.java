/** States of claims and of their transactions with the platform, and which may follow which. */
package org.xiangqiao.integration.insurance.state;
