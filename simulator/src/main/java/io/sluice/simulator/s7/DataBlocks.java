package io.sluice.simulator.s7;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain memory: data blocks of chosen lengths, and 1 KiB each of inputs, outputs and flags. */
public final class DataBlocks implements Memory {
  private static final int PROCESS_IMAGE = 1_024;

  private final Map<Integer, byte[]> blocks = new HashMap<>();
  private final Map<Area, byte[]> images =
      Map.of(
          Area.INPUTS, new byte[PROCESS_IMAGE],
          Area.OUTPUTS, new byte[PROCESS_IMAGE],
          Area.FLAGS, new byte[PROCESS_IMAGE]);

  /** Makes a data block of zeros; one that is there is replaced. */
  public synchronized void create(int block, int bytes) {
    blocks.put(block, new byte[bytes]);
  }

  /** Deletes a data block. */
  public synchronized void delete(int block) {
    blocks.remove(block);
  }

  /** Changes bytes as the PLC's own program would. */
  public synchronized void put(Area area, int block, int start, byte... bytes) {
    System.arraycopy(bytes, 0, existing(area, block), start, bytes.length);
  }

  /** What the PLC's own program sees. */
  public synchronized byte[] get(Area area, int block, int start, int length) {
    byte[] bytes = new byte[length];
    System.arraycopy(existing(area, block), start, bytes, 0, length);
    return bytes;
  }

  @Override
  public synchronized Answer read(Place place) {
    byte[] bytes = bytes(place.area(), place.block());
    ReturnCode refusal = refusal(bytes, place);
    if (bytes == null || refusal != ReturnCode.OK) {
      return new Answer.Refused(refusal);
    }
    byte[] read = new byte[place.length()];
    System.arraycopy(bytes, place.start(), read, 0, read.length);
    place.bit().ifPresent(bit -> read[0] = (byte) (read[0] >> bit & 1));
    return new Answer.Bytes(ByteBuffer.wrap(read));
  }

  @Override
  public synchronized ReturnCode write(Place place, byte[] written) {
    byte[] bytes = bytes(place.area(), place.block());
    ReturnCode refusal = refusal(bytes, place);
    if (bytes == null || refusal != ReturnCode.OK) {
      return refusal;
    }
    if (place.bit().isPresent()) {
      int mask = 1 << place.bit().getAsInt();
      int old = bytes[place.start()];
      bytes[place.start()] = (byte) (written[0] == 0 ? old & ~mask : old | mask);
    } else {
      System.arraycopy(written, 0, bytes, place.start(), place.length());
    }
    return ReturnCode.OK;
  }

  private byte[] existing(Area area, int block) {
    byte[] bytes = bytes(area, block);
    if (bytes == null) {
      throw new IllegalArgumentException("there is no data block " + block);
    }
    return bytes;
  }

  private byte @Nullable [] bytes(Area area, int block) {
    return area == Area.DATA_BLOCK ? blocks.get(block) : images.get(area);
  }

  private static ReturnCode refusal(byte @Nullable [] bytes, Place place) {
    if (bytes == null) {
      return ReturnCode.NO_SUCH_OBJECT;
    }
    return place.end() > bytes.length ? ReturnCode.ADDRESS_OUT_OF_RANGE : ReturnCode.OK;
  }
}
