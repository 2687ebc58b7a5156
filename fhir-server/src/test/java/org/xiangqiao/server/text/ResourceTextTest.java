package org.xiangqiao.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResourceTextTest {

  @Test
  void markupGoesAndWordsStayWhole() {
    assertThat(ResourceText.plain("<div><p>高<b>血</b>压</p><p>a &lt; b&#21592;</p></div>"))
        .isEqualTo("高血压  a < b员");
    assertThat(ResourceText.plain("<div>一<!-- 二 -->三<br/>四</div>")).isEqualTo("一 三 四");
  }

  @Test
  void contentIsEveryTextButNoAddressAndNoBytes() {
    ResourceText text =
        ResourceText.of(
            """
            {"resourceType":"Condition","id":"secretid","meta":{"tag":[{"display":"tagword"}]},
             "text":{"status":"generated","div":"<div>叙述</div>"},
             "contained":[{"resourceType":"Practitioner","id":"p","name":[{"text":"李医生"}]}],
             "code":{"coding":[{"system":"http://sys","code":"I10","display":"原发性高血压"}]},
             "subject":{"reference":"Patient/1","display":"王某"},
             "note":[{"text":"夜间咳嗽"}],
             "extension":[{"url":"http://ext","valueAttachment":{"data":"QUJD","title":"胸片"}}]}
            """);
    assertThat(text.narrative()).isEqualTo("叙述");
    assertThat(text.content().lines())
        .contains("叙述", "李医生", "I10", "原发性高血压", "王某", "夜间咳嗽", "胸片")
        .doesNotContain("secretid", "tagword", "http://sys", "Patient/1", "QUJD", "http://ext");
  }
}
