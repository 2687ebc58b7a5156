package org.xiangqiao.terminology.service.expand;

/**
 * When two members are the same: system and code, and the version if a value set takes several of
 * one system.
 */
record MemberKeys(boolean versions) {

  String of(Member member) {
    return of(member.url(), member.version(), member.code());
  }

  String of(String system, String version, String code) {
    return system + "\n" + (versions ? version + "\n" : "") + code;
  }
}
