package io.sluice.gateway.config;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.sluice.connectors.Access;
import io.sluice.connectors.DataType;
import io.sluice.connectors.Tag;
import io.sluice.connectors.TagClass;
import io.sluice.gateway.options.Quantity;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

/** A row of a tag list, column by column. */
@JsonClassDescription("The tags of a connection, one a row.")
record TagRow(
    @JsonPropertyDescription("Name of the tag, unique in the gateway, as `pump-1/speed`.") @NotBlank
        String tag,
    @JsonPropertyDescription("Group of its connection that it is read with, as `fast`.") @NotBlank
        String group,
    @JsonPropertyDescription("Where it is in the device, in the protocol's own way, as `40001`.")
        @NotBlank
        String address,
    @JsonPropertyDescription("Type on the wire, as `FLOAT32`.") DataType type,
    @JsonPropertyDescription(
            "Elements of an array that begins at the address: tags NAME-0, NAME-1 and so on.")
        @JsonProperty(defaultValue = "1")
        @Min(1)
        @Max(2000)
        int count,
    @JsonPropertyDescription("Engineering unit, as `rpm`.") @Nullable String unit,
    @JsonPropertyDescription("Lowest plausible value in its unit.") @Nullable Double low,
    @JsonPropertyDescription("Highest plausible value in its unit.") @Nullable Double high,
    @JsonPropertyDescription("Engineering value = value on the wire × scale + offset.")
        @JsonProperty(defaultValue = "1")
        double scale,
    @JsonPropertyDescription("Engineering value where the wire has 0.")
        @JsonProperty(defaultValue = "0")
        double offset,
    @JsonPropertyDescription("Smallest change worth reporting, with its unit, as `1 rpm`.")
        @Nullable Quantity deadband,
    @JsonPropertyDescription("Whether a setpoint may write it.")
        @JsonProperty(defaultValue = "read")
        Access access,
    @JsonPropertyDescription("Kind of quantity.")
        @JsonProperty(value = "class", defaultValue = "process")
        TagClass tagClass,
    @JsonPropertyDescription("The user's own words.") @Nullable String description) {

  TagRow {
    if (scale == 0) {
      throw new IllegalArgumentException("scale is 0; every value would be 0");
    }
    if (deadband != null && deadband.value() < 0) {
      throw new IllegalArgumentException("deadband is " + deadband + "; it must be 0 or more");
    }
  }

  Tag toTag() {
    return new Tag(
        tag,
        group,
        address,
        type,
        unit == null ? "" : unit,
        low == null ? Double.NEGATIVE_INFINITY : low,
        high == null ? Double.POSITIVE_INFINITY : high,
        scale,
        offset,
        deadband == null ? 0 : deadband.value(),
        access,
        tagClass,
        description == null ? "" : description);
  }
}
