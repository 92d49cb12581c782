package io.sluice.gateway.assets;

/**
 * What became of a person's deed.
 *
 * @param done false where it was refused
 * @param said one sentence
 */
public record AlarmAnswer(boolean done, String said) {}
