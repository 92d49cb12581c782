package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TagPatternsTest {
  @Test
  void aStarStandsForAnythingButASlash() {
    TagPatterns patterns = new TagPatterns(List.of("pump-1/*", "*/pressure"));
    assertThat(patterns.match("pump-1/flow")).isTrue();
    assertThat(patterns.match("exchanger/pressure")).isTrue();
    assertThat(patterns.match("pump-1/bearing/left")).isFalse();
    assertThat(patterns.match("pump-12/flow")).isFalse();
  }

  @Test
  void aDotIsADotAndNotAnyLetter() {
    assertThat(new TagPatterns(List.of("a.b")).match("axb")).isFalse();
    assertThat(new TagPatterns(List.of("a.b")).match("a.b")).isTrue();
  }
}
