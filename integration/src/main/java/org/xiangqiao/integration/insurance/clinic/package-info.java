/** Village clinics (村卫生室): under which code they settle, and what they settled in a month. */
package org.xiangqiao.integration.insurance.clinic;
