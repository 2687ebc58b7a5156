package org.xiangqiao.server.fhirpackage;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The shipped FHIR package, {@code xiangqiao.fhir-package.*}.
 *
 * @param install whether a start installs it among the definitions for all counties; default true
 */
@ConfigurationProperties(prefix = "xiangqiao.fhir-package", ignoreUnknownFields = false)
record PackageSettings(@DefaultValue("true") boolean install) {}
