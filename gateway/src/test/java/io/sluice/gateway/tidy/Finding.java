package io.sluice.gateway.tidy;

/** One place that breaks a house rule, and how to mend it. */
record Finding(String path, long line, String problem, String fix) {
  @Override
  public String toString() {
    return path + ":" + line + "  " + problem + "; " + fix;
  }
}
