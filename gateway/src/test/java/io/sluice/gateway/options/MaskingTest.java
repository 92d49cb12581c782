package io.sluice.gateway.options;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "password: canary",
        "user: {name: a, password: canary, x: 1}",
        "  client-secret: 'canary'",
        "\"password\": \"canary\"",
        "api-key: canary",
        "PASSWORD=canary",
        "url: mqtt://user:canary@broker:1883",
        "passphrase: canary with blanks"
      })
  void aSecretInALineIsStarred(String line) {
    assertThat(Masking.line(line)).doesNotContain("canary").hasSameSizeAs(line);
  }

  @Test
  void aReferenceToASecretStaysReadable() {
    String line = "user: {name: gateway, password: \"${secret:exchanger}\"}";
    assertThat(Masking.line(line)).isEqualTo(line);
  }

  @Test
  void aPasswordInAUrlDoesNotReachAMessage() {
    Problem problem =
        Problem.error(
            new SourceFile("f", "").whole(), Code.BAD_VALUE, "url is mqtt://u:canary@broker:1883");
    assertThat(problem.message()).doesNotContain("canary").contains("broker");
  }

  @Test
  void aMessageIsNeverLongerThanAPersonReads() {
    Problem problem =
        Problem.error(new SourceFile("f", "").whole(), Code.BAD_VALUE, "x".repeat(100_000));
    assertThat(problem.message()).hasSizeLessThan(500);
  }

  @Test
  void aSecretInTheLinesBelowItsKeyIsHiddenAsWell() {
    assertThat(Masking.text("user:\n  password: |\n    first\n    second\n  name: x\n"))
        .isEqualTo("user:\n  password: *\n***\n***\n  name: x\n");
    assertThat(Masking.text("  pasword: hunter\n")).doesNotContain("hunter");
  }
}
