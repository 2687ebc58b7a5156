package org.xiangqiao.suites.fuzz;

import java.util.List;

/** What requests are put together from: words of FHIR and words that have broken servers before. */
final class Words {

  static final List<String> TYPES =
      List.of(
          "Patient", "Observation", "Encounter", "Immunization", "Condition", "Organization",
          "Practitioner", "Bundle", "Binary", "Basic", "ValueSet", "CodeSystem", "Coverage",
          "Claim", "CarePlan", "Composition", "Parameters", "AuditEvent", "Provenance", "Group",
          "MedicationRequest", "DocumentReference", "QuestionnaireResponse", "Location", "List",
          "RiskAssessment", "MolecularSequence", "OperationOutcome", "StructureDefinition");

  static final List<String> NO_TYPES =
      List.of("patient", "Nonsense", "Resource", "DomainResource", "_search", "metadata", "$x", "0");

  static final List<String> PARAMETERS =
      List.of(
          "_id", "_lastUpdated", "_tag", "_profile", "_security", "_source", "_text", "_content",
          "_list", "_has", "_type", "_filter", "_query", "identifier", "name", "family", "given",
          "birthdate", "gender", "active", "telecom", "address", "organization", "subject",
          "patient", "code", "date", "status", "value-quantity", "value-concept", "value-date",
          "value-string", "code-value-quantity", "combo-code-value-quantity", "component-code",
          "encounter", "performer", "vaccine-code", "lot-number", "url", "version", "context",
          "context-quantity", "probability", "length", "near", "based-on", "category", "onset-date",
          "onset-age", "period", "authored", "related", "item", "phonetic", "death-date", "x");

  static final List<String> RESULT_PARAMETERS =
      List.of(
          "_count", "_sort", "_include", "_revinclude", "_include:iterate", "_include:recurse",
          "_summary", "_elements", "_elements:exclude", "_total", "_format", "_pretty", "_page",
          "_contained", "_containedType", "_maxresults", "_since", "_offset", "_getpages");

  static final List<String> MODIFIERS =
      List.of(
          "exact", "contains", "missing", "not", "text", "in", "not-in", "above", "below",
          "identifier", "of-type", "type", "Patient", "Group", "Nonsense", "", ":", "a:b");

  static final List<String> RESULT_VALUES =
      List.of(
          "0", "1", "-1", "10", "100000", "99999999999999999999", "1.5", "true", "false", "text",
          "data", "count", "accurate", "none", "estimate", "json", "xml", "html", "*",
          "application/fhir+xml", "text/turtle", "-date", "date,-_id", "_lastUpdated", "-", ",",
          "Patient:organization", "Observation:subject", "Observation:subject:Patient", "Observation",
          "Immunization:patient:", ":", "Provenance:target", "id,name", "meta", "resourceType",
          "Patient.name", "-_score", "birthdate:missing");

  static final List<String> PREFIXES =
      List.of("eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap", "xx", "GE", "g", "");

  static final List<String> DATES =
      List.of(
          "2026", "2026-02", "2026-02-29", "2026-02-30", "2026-13-01", "0000-01-01", "0001-01-01",
          "9999-12-31", "10000-01-01", "-0001-01-01", "2026-01-01T24:00:00Z", "2026-01-01T10",
          "2026-01-01T10:00", "2026-01-01T10:00:60Z", "2026-01-01T10:00:00.123456789+08:00",
          "2026-01-01T10:00:00+99:99", "9999-12-31T23:59:59.999-14:00",
          "0001-01-01T00:00:00+18:00", "2026-01-01T10:00:00 08:00", "20260101", "today");

  static final List<String> NUMBERS =
      List.of(
          "0", "-0", "1", "-1", "1.0", "007", "1e3", "1e400", "-1e400", "1e-400", "1e999999999",
          "1e-999999999", "1E2147483648", "9223372036854775808", "99999999999999999999999999999",
          "0.0000000000000000000000000000000000000000001", "NaN", "Infinity", "0x10", "1,5", "½");

  static final List<String> TEXTS =
      List.of(
          "", " ", "\u0000", "\t", "\r\n", "%", "'", "\"", "\\", "\\\\", "|", "||", "|||", ",",
          ",,,", "$", "$$", "a|b", "a|b|c", "|b", "a|", "a,b", "a\\,b", "a\\", "urn:oid:1.2|x",
          "http://example.org|", "张三", "买买提·艾力", "Å", "😀", "\u202e", "\ufeff", "\uffff",
          "..", "../../../etc/passwd", "${jndi:ldap://127.0.0.1/a}", "' or '1'='1", "';--", "%s%n",
          "{0}", "{", "}", "<script>", "null", "undefined", "true", "Patient/", "Patient/fuzz-1",
          "/Patient/fuzz-1", "Patient/fuzz-1/_history/1", "Patient/fuzz-1/_history/x",
          "http://localhost/fhir/Patient/fuzz-1", "http://", "urn:uuid:", "#", "#a", "?", "&", "=",
          ";", "fuzz-1", "fuzz-2", "male", "final", "phone|1", "9".repeat(400), "a".repeat(3000),
          "张".repeat(300), "a,".repeat(600), "\\".repeat(99));

  static final List<String> PATHS =
      List.of(
          "_history", "_search", "metadata", "$everything", "$validate", "$expand", "$x", "$",
          "1", "0", "-1", "99999999999999999999", "fuzz-1", "fuzz-2", "fuzz-3", "never-was", ".",
          "..", "%2e%2e", "%2f", "%5c", "%00", "%", ";", ";jsessionid=1", "a;b=c", "", "*", "~",
          "%E5%BC%A0", "%ff", "%c0%ae", "_", "__", "__history", "x".repeat(65), "x".repeat(2000),
          "Patient", "Observation", "CodeSystem", ".well-known", "smart-configuration", "admin",
          "index.html", "Patient%3Fname=x", "Patient|1", "%0d%0aX:%20y", "null");

  static final List<String> METHODS =
      List.of(
          "GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE",
          "CONNECT", "PROPFIND", "get", "BREW", "X".repeat(50));

  static final List<String> MEDIA =
      List.of(
          "application/fhir+json", "application/fhir+xml", "application/json", "application/xml",
          "text/xml", "text/json", "application/fhir+json; charset=utf-8",
          "application/fhir+json; charset=GB18030", "application/fhir+json; charset=nonsense",
          "application/fhir+json; charset=\"", "application/fhir+json; fhirVersion=3.0",
          "application/fhir+json; fhirVersion=4.0", "application/fhir+xml; charset=utf-16",
          "application/json-patch+json", "application/xml-patch+xml", "text/plain", "text/html",
          "application/x-www-form-urlencoded", "multipart/form-data",
          "multipart/form-data; boundary=x", "application/octet-stream", "*/*", "*", "json", "/",
          "", ";", ",", "a/b/c", "application/fhir+json;q=abc", "application/*;q=0",
          "application/fhir+xml;q=0.1, application/fhir+json;q=0.2", "text/turtle",
          "application/fhir+ndjson", "application/fhir+json; q=1; q=2", "a".repeat(2000) + "/b");

  static final List<String> HEADERS =
      List.of(
          "Accept", "Content-Type", "Prefer", "If-Match", "If-None-Match", "If-Modified-Since",
          "If-None-Exist", "Accept-Language", "Accept-Encoding", "Content-Encoding", "Authorization",
          "X-Request-Id", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded",
          "Origin", "Cookie", "Range", "Expect", "Accept-Charset", "X-HTTP-Method-Override",
          "Upgrade", "Referer", "User-Agent", "Cache-Control", "Content-Language",
          "Content-Location", "X-Provenance", "Access-Control-Request-Method", "Connection");

  static final List<String> HEADER_VALUES =
      List.of(
          "W/\"1\"", "\"1\"", "1", "*", "W/\"99999999999999999999\"", "W/\"-1\"", "W/1", "\"",
          "return=minimal", "return=OperationOutcome", "return=nothing", "handling=lenient",
          "handling=strict", "handling=lenient,return=minimal", "respond-async", "return",
          "Sat, 01 Jan 2022 00:00:00 GMT", "Sat, 99 Jan 2022 99:00:00 GMT", "zh-CN", "zh;q=0",
          "en;q=x", "x-", "-", "zh,".repeat(200), "gzip", "gzip, deflate, br", "identity;q=0",
          "deflate", "x-gzip", "Bearer", "Bearer x", "Bearer a.b.c", "Basic Og==", "Digest x",
          "Bearer eyJhbGciOiJub25lIn0.e30.", "identifier=x|1", "identifier=", "?name=x", "name",
          "_id=fuzz-1", "x=1", "%", "name=%zz", "127.0.0.1", "[::1]", "999.1.1.1",
          "for=\"[::1]:80\";proto=https", "https", "javascript:", "evil.example:99999", "bytes=0-1",
          "bytes=-1", "nothing", "utf-8", "DELETE", "a=b; c=d", "${jndi:ldap://x}", "a b",
          "\u00e9\u00ff", "x".repeat(5000), ",", ";", "", "http://localhost", "null", "close");

  private Words() {}
}
