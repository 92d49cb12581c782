package io.sluice.connectors;

/** The type of a value on the wire, before scaling. */
public enum DataType {
  BOOL,
  INT16,
  UINT16,
  INT32,
  UINT32,
  INT64,
  UINT64,
  FLOAT32,
  FLOAT64,
  STRING
}
