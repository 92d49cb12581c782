package io.sluice.analytics.models;

import io.sluice.analytics.ModelException;
import io.sluice.analytics.Numbers;
import io.sluice.analytics.Sha256;
import io.sluice.analytics.TrainedModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Format 1, which is only read, and only from the gateway's own store: a zip file with {@code
 * card.json}, {@code numbers.bin} and, where a library made it, {@code model.pb}, without a
 * signature. Checked all the same: size, entry names, sizes, hashes, then values; what the library
 * parses stays bytes here.
 */
final class FirstFormat {
  private static final String CARD = "card.json";
  private static final String NUMBERS = "numbers.bin";
  private static final String LIBRARY = "model.pb";
  private static final List<String> NAMES = List.of(CARD, NUMBERS, LIBRARY);
  private static final int CARD_BYTES = 4 << 20;

  private FirstFormat() {}

  static TrainedModel read(byte[] file) throws ModelException {
    try {
      return model(entries(file));
    } catch (IOException e) {
      throw new ModelException("is damaged: " + e.getMessage(), e);
    } catch (IllegalArgumentException | NullPointerException e) {
      // ZipInputStream answers a bad name with the first, a record's checks with either.
      throw new ModelException("is damaged: " + e.getMessage(), e);
    }
  }

  private static TrainedModel model(Map<String, byte[]> entries) throws ModelException {
    FirstCard card = FirstCard.parse(required(entries, CARD));
    byte[] numbers = checked(entries, NUMBERS, card);
    byte[] library = entries.containsKey(LIBRARY) ? checked(entries, LIBRARY, card) : null;
    if (library == null && card.content().containsKey(LIBRARY)) {
      throw new ModelException("is damaged: " + LIBRARY + " is missing");
    }
    return model(card, NumbersFile.read(numbers), library);
  }

  private static TrainedModel model(FirstCard card, Numbers numbers, byte @Nullable [] library) {
    return new TrainedModel(
        card.kind(),
        card.modelColumns(),
        card.data(),
        card.parameters(),
        card.threshold(),
        card.offLevel(),
        numbers,
        library == null ? null : ByteBuffer.wrap(library));
  }

  private static byte[] checked(Map<String, byte[]> entries, String name, FirstCard card)
      throws ModelException {
    byte[] bytes = required(entries, name);
    if (!Sha256.of(bytes).equals(card.content().get(name))) {
      throw new ModelException("is damaged: " + name + " does not match its SHA-256 in card.json");
    }
    return bytes;
  }

  private static byte[] required(Map<String, byte[]> entries, String name) throws ModelException {
    byte[] bytes = entries.get(name);
    if (bytes == null) {
      throw new ModelException("is damaged or no model file: " + name + " is missing");
    }
    return bytes;
  }

  private static Map<String, byte[]> entries(byte[] file) throws IOException, ModelException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        if (!NAMES.contains(name) || entries.containsKey(name)) {
          throw new ModelException(
              "has an entry it should not have: '%.60s'; allowed once: %s".formatted(name, NAMES));
        }
        int most = name.equals(CARD) ? CARD_BYTES : (int) ModelStore.MAX_BYTES;
        byte[] bytes = zip.readNBytes(most + 1);
        if (bytes.length > most) {
          throw new ModelException(name + " unpacks to more than " + most + " bytes");
        }
        entries.put(name, bytes);
      }
    }
    return entries;
  }
}
