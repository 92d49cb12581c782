package io.sluice.analytics.models;

/**
 * What is known of one version of a detector's model without opening its file.
 *
 * @param version 1, 2, 3 …; never given twice
 * @param id SHA-256 of its content, 64 hexadecimal digits
 * @param state where it stands
 * @param making how it came to be
 * @param signature who signed it
 * @param bytes size of its file
 * @param evidence what has been seen of it
 */
public record ModelVersion(
    int version,
    String id,
    ModelState state,
    Making making,
    Signature signature,
    long bytes,
    Evidence evidence) {

  /**
   * A signature.
   *
   * @param key SHA-256 of the public key, 64 hexadecimal digits; empty where the file is not signed
   * @param counter the signer's own count of versions of this detector
   */
  public record Signature(String key, int counter) {
    static final Signature NONE = new Signature("", 0);
  }

  /** Enough of the id for people: 12 digits. */
  public String shortId() {
    return id.substring(0, Math.min(12, id.length()));
  }

  ModelVersion in(ModelState next) {
    return new ModelVersion(version, id, next, making, signature, bytes, evidence);
  }

  ModelVersion with(Evidence newer) {
    return new ModelVersion(version, id, state, making, signature, bytes, newer);
  }
}
