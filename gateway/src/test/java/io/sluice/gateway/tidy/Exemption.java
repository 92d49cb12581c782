package io.sluice.gateway.tidy;

/**
 * One file that may do what the others may not, and why. One that nothing needs is a finding too.
 */
record Exemption(String path, String what, String reason) {}
