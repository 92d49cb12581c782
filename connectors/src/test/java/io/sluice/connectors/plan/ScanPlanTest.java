package io.sluice.connectors.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.StatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScanPlanTest {
  private static final long RETRY = 8_000_000_000L;

  @Test
  void neighboursAreReadTogetherAcrossSmallGaps() {
    assertThat(blocks("40001:FLOAT32", "40003:INT16", "40010:FLOAT32"))
        .containsExactly("holding 0+11 [0, 1, 2]");
  }

  @Test
  void farTagsAndOtherTablesAreReadApart() {
    assertThat(blocks("40001:INT16", "40101:INT16", "30001:INT16", "00001:BOOL"))
        .containsExactly("holding 0+1 [0]", "holding 100+1 [1]", "input 0+1 [2]", "coil 0+1 [3]");
  }

  @Test
  void overlappingTagsShareABlock() {
    assertThat(blocks("40001:FLOAT64", "40002:INT16", "40001:UINT16", "40002:UINT32"))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("holding 0+4");
  }

  @Test
  void noBlockIsLongerThanTheProtocolAllows() {
    String[] tags =
        IntStream.range(0, 300)
            .mapToObj(i -> String.format("4%04d:INT16", 1 + i))
            .toArray(String[]::new);
    ScanPlan plan = plan(tags);

    assertThat(plan.blocks()).hasSize(3).allMatch(block -> block.count() <= 125);
  }

  @Test
  void aRefusedTagIsFoundAloneAndTheRestIsMergedAroundIt() {
    ScanPlan plan = plan("40001:INT16", "40002:INT16", "40003:INT16", "40004:INT16", "40005:INT16");
    int requests = scan(plan, 0, Set.of(3));

    assertThat(requests).isLessThanOrEqualTo(7);
    assertThat(plan.quarantined(3)).isEqualTo(StatusCode.BAD_NODE_ID_UNKNOWN);
    assertThat(text(plan.blocks())).containsExactly("holding 0+3 [0, 1, 2]", "holding 4+1 [4]");
  }

  @Test
  void aQuarantinedTagIsTriedAloneNowAndThen() {
    ScanPlan plan = plan("40001:INT16", "40002:INT16");
    scan(plan, 0, Set.of(1));

    assertThat(text(plan.due(RETRY - 1))).containsExactly("holding 0+1 [0]");
    assertThat(text(plan.due(RETRY))).containsExactly("holding 0+1 [0]", "holding 1+1 [1]");

    scan(plan, RETRY, Set.of());
    assertThat(plan.quarantinedTags()).isZero();
    assertThat(text(plan.blocks())).containsExactly("holding 0+2 [0, 1]");
  }

  @Test
  void anUnmappedGapIsCutAndStaysCut() {
    ScanPlan plan = plan("40001:INT16", "40002:INT16", "40005:INT16", "40006:INT16");
    scan(plan, 0, Set.of(), Set.of(2, 3));

    assertThat(plan.quarantinedTags()).isZero();
    assertThat(text(plan.blocks())).containsExactly("holding 0+2 [0, 1]", "holding 4+2 [2, 3]");
    assertThat(scan(plan, 1, Set.of(), Set.of(2, 3))).isEqualTo(2);
  }

  @Test
  void anyMixOfBadTagsAndGapsEndsWithEveryGoodTagRead() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 200; round++) {
      String[] tags = new String[40];
      int register = 1;
      Set<Integer> bad = new TreeSet<>();
      Set<Integer> unmapped = new TreeSet<>();
      for (int i = 0; i < tags.length; i++) {
        tags[i] = String.format("4%04d:INT16", register);
        if (random.nextInt(8) == 0) {
          bad.add(i);
        }
        register++;
        for (int gap = random.nextInt(4); gap > 0; gap--) {
          if (random.nextInt(10) == 0) {
            unmapped.add(register - 1);
          }
          register++;
        }
      }
      ScanPlan plan = plan(tags);
      for (int i = 0; i < 8; i++) {
        scan(plan, i, bad, unmapped);
      }
      Set<Integer> quarantined =
          IntStream.range(0, tags.length)
              .filter(tag -> plan.quarantined(tag) != null)
              .boxed()
              .collect(Collectors.toSet());
      assertThat(quarantined).isEqualTo(bad);
      assertThat(scan(plan, 9, bad, unmapped)).as("settled").isEqualTo(plan.blocks().size());
    }
  }

  private static int scan(ScanPlan plan, long now, Set<Integer> badTags) {
    return scan(plan, now, badTags, Set.of());
  }

  /** Plays the device: refuses every block that holds a bad tag or spans an unmapped register. */
  private static int scan(ScanPlan plan, long now, Set<Integer> badTags, Set<Integer> unmapped) {
    List<Block> left = new ArrayList<>(plan.due(now));
    int requests = 0;
    while (!left.isEmpty()) {
      Block block = left.remove(0);
      requests++;
      boolean refused =
          IntStream.range(block.start(), block.start() + block.count())
              .anyMatch(unmapped::contains);
      for (int i = 0; i < block.tags(); i++) {
        refused |= badTags.contains(block.tag(i));
      }
      if (!refused) {
        for (int i = 0; i < block.tags(); i++) {
          plan.answered(block.tag(i));
        }
      } else if (block.single()) {
        plan.refused(block.tag(0), StatusCode.BAD_NODE_ID_UNKNOWN, now);
      } else {
        left.addAll(0, plan.halves(block));
      }
    }
    plan.endOfScan(now);
    return requests;
  }

  private static List<String> blocks(String... tags) {
    return text(plan(tags).blocks());
  }

  private static List<String> text(List<Block> blocks) {
    return blocks.stream().map(Block::toString).toList();
  }

  private static ScanPlan plan(String... tags) {
    List<Place> places = new ArrayList<>();
    for (int tag = 0; tag < tags.length; tag++) {
      String[] parts = tags[tag].split(":", -1);
      int number = Integer.parseInt(parts[0]);
      int start = number % 10_000 - 1 + (number >= 410_000 ? 10_000 : 0);
      places.add(new Place(tag, space(parts[0].charAt(0)), start, start + width(parts[1])));
    }
    return new ScanPlan(places);
  }

  private static Space space(char table) {
    return switch (table) {
      case '4' -> new Space("holding", 125, 16, 125);
      case '3' -> new Space("input", 125, 16, 125);
      default -> new Space("coil", 1_968, 128, 1_968);
    };
  }

  private static int width(String type) {
    return type.endsWith("64") ? 4 : type.endsWith("32") ? 2 : 1;
  }
}
