package io.sluice.analytics.models;

import io.sluice.analytics.ModelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The key that this gateway signs its models with, and those whose models it takes: in the store's
 * folder {@code .keys}, readable for its owner only. Ed25519, RFC 8032. Thread-safe.
 */
public final class ModelKeys {
  private static final int MOST_TRUSTED = 100;
  private static final int MOST_BYTES = 64 << 10;
  private static final String ALGORITHM = "Ed25519";

  /** What stands before the 32 bytes of a public key in X.509 form (RFC 8410). */
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  private final Path folder;
  private final SafeFiles files;

  ModelKeys(Path folder, SafeFiles files) {
    this.folder = folder;
    this.files = files;
  }

  /** For what a signature is asked. */
  enum Use {
    /** A file from outside: the key must not have ended. */
    IMPORT,
    /** A file of the own store, which was let in before. */
    STORE
  }

  /**
   * The own public key; the pair is made where there is none yet.
   *
   * @param name what the line calls it
   */
  public TrustedKey own(String name) throws ModelException {
    byte[] x509 = pair().getPublic().getEncoded();
    byte[] raw = Arrays.copyOfRange(x509, x509.length - TrustedKey.BYTES, x509.length);
    return new TrustedKey(name, Base64.getEncoder().encodeToString(raw), null);
  }

  /** Keys of others whose models are taken. */
  public List<TrustedKey> trusted() throws ModelException {
    Path file = folder.resolve("trusted.txt");
    try {
      if (!Files.exists(file)) {
        return List.of();
      }
      if (Files.size(file) > MOST_BYTES) {
        throw new ModelException(file + ": is larger than " + MOST_BYTES + " bytes");
      }
      List<TrustedKey> keys = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        if (!line.isBlank() && !line.startsWith("#")) {
          keys.add(TrustedKey.parse(line));
        }
      }
      return keys;
    } catch (IOException unreadable) {
      throw new ModelException(file + ": cannot be read: " + unreadable.getMessage(), unreadable);
    } catch (IllegalArgumentException wrong) {
      throw new ModelException(file + ": " + wrong.getMessage(), wrong);
    }
  }

  /**
   * Takes models of this key from now on; a key that is there gets the new name and end.
   *
   * @throws ModelException if there are too many, or the disk does not take it
   */
  public void trust(TrustedKey key) throws ModelException {
    List<TrustedKey> all = new ArrayList<>(trusted());
    all.removeIf(one -> one.key().equals(key.key()));
    all.add(key);
    if (all.size() > MOST_TRUSTED) {
      throw new ModelException("there are " + MOST_TRUSTED + " trusted keys already");
    }
    write(all);
  }

  /**
   * Takes nothing of this key any more; its models in the store do not load any more either.
   *
   * @param name as it was trusted
   * @throws ModelException if there is none of that name
   */
  public TrustedKey distrust(String name) throws ModelException {
    List<TrustedKey> all = new ArrayList<>(trusted());
    Optional<TrustedKey> gone = all.stream().filter(one -> one.name().equals(name)).findFirst();
    if (gone.isEmpty()) {
      throw new ModelException("there is no trusted key named " + name);
    }
    all.remove(gone.get());
    write(all);
    return gone.get();
  }

  /** The public key and its signature over the bytes. */
  byte[] sign(byte[] bytes) throws ModelException {
    try {
      KeyPair pair = pair();
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(pair.getPrivate());
      signature.update(bytes);
      return join(own("own").raw(), signature.sign());
    } catch (GeneralSecurityException e) {
      throw new ModelException("the model cannot be signed: " + e.getMessage(), e);
    }
  }

  /**
   * Checks that a key which is trusted has signed exactly these bytes.
   *
   * @param signed what {@link #sign} gave
   * @return id of the key
   * @throws ModelException naming the key and what is wrong
   */
  String require(byte[] signed, byte[] bytes, Use use, Instant now) throws ModelException {
    if (signed.length != TrustedKey.BYTES + 64) {
      throw new ModelException("has a signature of " + signed.length + " bytes, which is none");
    }
    byte[] raw = Arrays.copyOf(signed, TrustedKey.BYTES);
    TrustedKey key = known(Base64.getEncoder().encodeToString(raw));
    Instant end = key.notAfter();
    if (use == Use.IMPORT && end != null && !now.isBefore(end)) {
      throw new ModelException("is signed by " + key.name() + ", whose key ended on " + end);
    }
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(
          KeyFactory.getInstance(ALGORITHM)
              .generatePublic(new X509EncodedKeySpec(join(X509, raw))));
      signature.update(bytes);
      if (!signature.verify(signed, TrustedKey.BYTES, 64)) {
        throw new ModelException(
            "was changed, or its signature belongs to another file: it is not what "
                + key.name()
                + " signed");
      }
      return key.id();
    } catch (GeneralSecurityException e) {
      throw new ModelException("has a signature that is none: " + e.getMessage(), e);
    }
  }

  /** Whether the key of that id is this gateway's. */
  boolean isOwn(String id) throws ModelException {
    return Files.exists(ownFile()) && own("own").id().equals(id);
  }

  private TrustedKey known(String key) throws ModelException {
    if (Files.exists(ownFile()) && own("this-gateway").key().equals(key)) {
      return own("this-gateway");
    }
    Optional<TrustedKey> known =
        trusted().stream().filter(one -> one.key().equals(key)).findFirst();
    if (known.isPresent()) {
      return known.get();
    }
    throw new ModelException(
        "is signed by a key that is not trusted here: ed25519 "
            + key
            + "; if you know whose it is: sluice models trust");
  }

  private Path ownFile() {
    return folder.resolve("own.pem");
  }

  private KeyPair pair() throws ModelException {
    Path file = ownFile();
    try {
      if (!Files.exists(file)) {
        KeyPair fresh = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        files.folder(folder);
        files.putFirst(file, pem(fresh).getBytes(StandardCharsets.US_ASCII));
      }
      String text = Files.readString(file, StandardCharsets.US_ASCII);
      KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
      return new KeyPair(
          factory.generatePublic(new X509EncodedKeySpec(block(text, "PUBLIC KEY"))),
          factory.generatePrivate(new PKCS8EncodedKeySpec(block(text, "PRIVATE KEY"))));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException damaged) {
      throw new ModelException(
          file + ": the key that models are signed with cannot be used: " + damaged.getMessage(),
          damaged);
    }
  }

  private static String pem(KeyPair pair) {
    return block("PRIVATE KEY", pair.getPrivate().getEncoded())
        + block("PUBLIC KEY", pair.getPublic().getEncoded());
  }

  private static String block(String what, byte[] bytes) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
  }

  private static byte[] block(String text, String what) {
    String begin = "-----BEGIN " + what + "-----";
    int from = text.indexOf(begin);
    int to = text.indexOf("-----END " + what + "-----");
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("it has no " + what);
    }
    return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
  }

  private void write(List<TrustedKey> keys) throws ModelException {
    StringBuilder text = new StringBuilder("# Keys whose models this gateway takes.\n");
    keys.forEach(key -> text.append(key.line()).append('\n'));
    try {
      files.folder(folder);
      files.put(folder.resolve("trusted.txt"), text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException full) {
      throw new ModelException(folder + ": cannot be written: " + full.getMessage(), full);
    }
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
