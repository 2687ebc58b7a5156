package org.xiangqiao.programmes.benefit;

/** Class of a catalogue item (收费项目等级, chrgitm_lv). */
public enum ItemClass {
  /** 甲类: wholly within scope. */
  A("01"),
  /** 乙类: a share is paid by the person first (先行自付). */
  B("02"),
  /** 丙类, or outside the catalogue: wholly own expense (全自费). */
  C("03");

  private final String code;

  ItemClass(String code) {
    this.code = code;
  }

  /** Code of dictionary chrgitm_lv. */
  public String code() {
    return code;
  }
}
