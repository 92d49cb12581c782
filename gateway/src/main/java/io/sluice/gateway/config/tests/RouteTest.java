package io.sluice.gateway.config.tests;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;

/**
 * One test of a {@code *.test.yaml} file, which is a list of them.
 *
 * @param test its name, unique in its file
 * @param given what the plant shows
 * @param when how long virtual time runs, and what happens meanwhile
 * @param then what is expected
 */
@JsonClassDescription("What a route must do, played on a virtual clock by `sluice test`.")
public record RouteTest(
    @JsonPropertyDescription("What it shows, in one sentence; unique in its file.") @NotBlank
        String test,
    @JsonPropertyDescription("What the plant shows from time zero on.") Given given,
    @JsonPropertyDescription("How long plant time runs, and what happens meanwhile.") When when,
    @JsonPropertyDescription("What must have happened, and what must not.") @NotEmpty
        List<Expectation> then) {
  public RouteTest {
    then = List.copyOf(then);
  }
}
