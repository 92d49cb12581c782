package io.sluice.gateway.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostCheckTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1:8080, true",
    "127.0.0.1, localhost, true",
    "127.0.0.1, LOCALHOST:1, true",
    "127.0.0.1, [::1]:8080, true",
    "127.0.0.1, evil.example:8080, false",
    "127.0.0.1, 127.0.0.1.evil.example, false",
    "127.0.0.1, localhost.evil.example, false",
    "127.0.0.1, 10.0.0.5, false",
    "127.0.0.1, '', false",
    "10.0.0.5, 10.0.0.5:8080, true",
    "gateway-7.plant, Gateway-7.plant:8080, true",
    "gateway-7.plant, gateway-8.plant, false",
    "0.0.0.0, 10.0.0.5:8080, true",
    "0.0.0.0, evil.example, false",
    "'::', [fe80::1]:8080, true",
    "'fe80::1', [fe80::1]:8080, true",
  })
  void onlyOurOwnNamesAreAnswered(String listen, String header, boolean ours) {
    assertThat(new HostCheck(listen).isOurs(header)).isEqualTo(ours);
  }

  @Test
  void whoNamesNobodyIsNotAnswered() {
    assertThat(new HostCheck("127.0.0.1").isOurs(null)).isFalse();
  }
}
