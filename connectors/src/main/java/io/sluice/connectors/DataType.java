package io.sluice.connectors;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The type of a value on the wire, before scaling. */
public enum DataType {
  @JsonProperty("BOOL")
  BOOL,
  @JsonProperty("INT16")
  INT16,
  @JsonProperty("UINT16")
  UINT16,
  @JsonProperty("INT32")
  INT32,
  @JsonProperty("UINT32")
  UINT32,
  @JsonProperty("INT64")
  INT64,
  @JsonProperty("UINT64")
  UINT64,
  @JsonProperty("FLOAT32")
  FLOAT32,
  @JsonProperty("FLOAT64")
  FLOAT64,
  @JsonProperty("STRING")
  STRING
}
