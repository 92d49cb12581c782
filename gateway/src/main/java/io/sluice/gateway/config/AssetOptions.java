package io.sluice.gateway.config;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One asset of {@code assets.yaml}.
 *
 * @param path its place in the plant below the gateway's path
 * @param tags tag names; {@code *} stands for any letters but a slash
 * @param mode the tag that says how the asset is operated, or null
 */
@JsonClassDescription("What the plant owns, and which tags belong to it.")
public record AssetOptions(
    @JsonPropertyDescription("Place in the plant below the gateway's path, as `line-2/pump-1`.")
        @Pattern(
            regexp = "[^/\\s+#]+(/[^/\\s+#]+)*",
            message = "names joined by single slashes, without blanks, + and #")
        String path,
    @JsonPropertyDescription(
            "Its tags by name, as `pump-1/*`; a star stands for any letters but a slash.")
        @NotEmpty
        List<String> tags,
    @JsonPropertyDescription("The tag that says how the asset is operated, as `pump-1/state`.")
        @Nullable String mode) {
  static final int MOST_STARS = 4;

  public AssetOptions {
    for (String pattern : tags) {
      if (pattern.chars().filter(c -> c == '*').count() > MOST_STARS) {
        throw new IllegalArgumentException(
            "the tag pattern " + pattern + " has more than " + MOST_STARS + " stars");
      }
    }
  }
}
