package io.sluice.analytics.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.analytics.models.Lifecycle.Refusal;
import io.sluice.analytics.models.Lifecycle.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LifecycleTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Deed ANNA = new Deed("Anna", "test");

  @Test
  void onlyWhatIsInShadowIsPromotedOnceThereIsAChampion() {
    Lifecycle two = with(2);
    Lifecycle first = done(two.promote(1, NOW, ANNA));
    assertThat(refusal(first.promote(2, NOW, ANNA))).isEqualTo(Refusal.NOT_IN_SHADOW);
    assertThat(refusal(first.promote(1, NOW, ANNA))).isEqualTo(Refusal.ALREADY_THERE);
    assertThat(refusal(first.promote(9, NOW, ANNA))).isEqualTo(Refusal.NOT_THERE);
    Lifecycle second = done(done(first.shadow(2, NOW, ANNA)).promote(2, NOW, ANNA));
    assertThat(refusal(second.promote(1, NOW, ANNA))).isEqualTo(Refusal.NOT_IN_SHADOW);
    assertThat(second.former()).containsExactly(1);
  }

  @Test
  void aChampionIsNeitherShadowedNorRetired() {
    Lifecycle one = done(with(1).promote(1, NOW, ANNA));
    assertThat(refusal(one.shadow(1, NOW, ANNA))).isEqualTo(Refusal.IS_CHAMPION);
    assertThat(refusal(one.retire(1, NOW, ANNA))).isEqualTo(Refusal.IS_CHAMPION);
    assertThat(refusal(one.adopt(1, NOW, ANNA))).isEqualTo(Refusal.ALREADY_THERE);
  }

  @Test
  void aNewShadowMakesTheOldOneACandidateAgain() {
    Lifecycle two = done(done(with(2).shadow(1, NOW, ANNA)).shadow(2, NOW, ANNA));
    assertThat(two.find(1).orElseThrow().state()).isEqualTo(ModelState.CANDIDATE);
    assertThat(refusal(two.shadow(2, NOW, ANNA))).isEqualTo(Refusal.ALREADY_THERE);
    Lifecycle retired = done(two.retire(2, NOW, ANNA));
    assertThat(refusal(retired.retire(2, NOW, ANNA))).isEqualTo(Refusal.ALREADY_THERE);
    assertThat(done(retired.shadow(2, NOW, ANNA)).shadow()).isPresent();
  }

  @Test
  void rollbackGoesBackStepByStepAndNeverForward() {
    Lifecycle three = with(3);
    for (int version = 1; version <= 3; version++) {
      three = done(three.adopt(version, NOW, ANNA));
    }
    assertThat(refusal(three.rollback(3, NOW, ANNA))).isEqualTo(Refusal.NEVER_CHAMPION);
    Lifecycle back = done(three.rollback(NOW, ANNA));
    assertThat(back.champion().orElseThrow().version()).isEqualTo(2);
    assertThat(refusal(back.rollback(3, NOW, ANNA))).isEqualTo(Refusal.NEVER_CHAMPION);
    Lifecycle first = done(back.rollback(NOW, ANNA));
    assertThat(first.champion().orElseThrow().version()).isEqualTo(1);
    assertThat(refusal(first.rollback(NOW, ANNA))).isEqualTo(Refusal.NO_FORMER_CHAMPION);
    assertThat(done(three.rollback(1, NOW, ANNA)).champion().orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void theHistoryIsBoundedAndCountsWhatItForgot() {
    Lifecycle one = with(1);
    for (int i = 0; i < 300; i++) {
      one = done(i % 2 == 0 ? one.shadow(1, NOW, ANNA) : one.retire(1, NOW, ANNA));
    }
    assertThat(one.history()).hasSize(200);
    assertThat(one.forgotten()).isEqualTo(101);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whateverIsAskedThereIsOneChampionAtMostAndOneShadowAndItSurvivesItsFile(long seed)
      throws Exception {
    Random random = new Random(seed);
    Lifecycle states = Lifecycle.EMPTY;
    for (int i = 0; i < 500; i++) {
      int version = 1 + random.nextInt(Math.max(1, states.last() + 1));
      Step step =
          switch (random.nextInt(8)) {
            case 0 -> states.add(version(states.last() + 1), NOW, ANNA);
            case 1, 2 -> states.shadow(version, NOW, ANNA);
            case 3 -> states.promote(version, NOW, ANNA);
            case 4 -> states.adopt(version, NOW, ANNA);
            case 5 -> states.rollback(NOW, ANNA);
            case 6 -> states.retire(version, NOW, ANNA);
            default -> states.seen(version, Map.of("a", random.nextDouble()), NOW);
          };
      boolean champion = states.champion().isPresent();
      states = step instanceof Step.Done done ? done.next() : states;
      List<ModelState> all = states.versions().stream().map(ModelVersion::state).toList();
      assertThat(all.stream().filter(one -> one == ModelState.CHAMPION).count())
          .isBetween(champion ? 1L : 0L, 1L);
      assertThat(all.stream().filter(one -> one == ModelState.SHADOW).count()).isLessThan(2);
      assertThat(states.former()).doesNotHaveDuplicates();
      Retention limits = new Retention(6, Long.MAX_VALUE);
      states = states.without(states.surplus(limits).stream().map(ModelVersion::version).toList());
      assertThat(states.versions()).hasSizeLessThanOrEqualTo(6);
      assertThat(states.champion().isPresent()).isEqualTo(all.contains(ModelState.CHAMPION));
    }
    assertThat(StatesFile.read(StatesFile.write(states))).isEqualTo(states);
  }

  private static Lifecycle with(int count) {
    Lifecycle states = Lifecycle.EMPTY;
    for (int version = 1; version <= count; version++) {
      states = done(states.add(version(version), NOW, ANNA));
    }
    return states;
  }

  private static ModelVersion version(int version) {
    return new ModelVersion(
        version,
        "%064x".formatted(version),
        ModelState.CANDIDATE,
        Making.trained("test"),
        new ModelVersion.Signature("key", version),
        100,
        Evidence.NONE);
  }

  private static Lifecycle done(Step step) {
    assertThat(step).isInstanceOf(Step.Done.class);
    return step instanceof Step.Done done ? done.next() : Lifecycle.EMPTY;
  }

  private static Refusal refusal(Step step) {
    assertThat(step).isInstanceOf(Step.Refused.class);
    return step instanceof Step.Refused refused ? refused.refusal() : Refusal.NOT_THERE;
  }
}
