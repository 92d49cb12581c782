package io.sluice.analytics.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.sluice.analytics.Column;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Goal;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.detectors.Defaults;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is inside a file that a trusted maker has signed may still be wrong or mean harm. */
class HostileContentTest extends HostileModels {
  @Test
  @Tag("attack-67")
  void aMessageThatNamesAnotherClassIsRefusedBeforeItIsLoaded() throws Exception {
    for (String name :
        List.of(
            "javax.script.ScriptEngineManager",
            "java.lang.Runtime",
            "org.tribuo.ensemble.WeightedEnsembleModel",
            HostileContentTest.class.getName())) {
      library(
          good -> good.toBuilder().setClassName(name).build(),
          "names a class that has no place there: " + name);
    }
  }

  @Test
  @Tag("attack-67")
  void aJavaObjectInsideIsNeverRead() throws Exception {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(object)) {
      out.writeObject(new ArrayList<>(List.of("a Java object")));
    }
    library(
        good ->
            good.toBuilder()
                .setClassName("org.tribuo.classification.liblinear.LibLinearClassificationModel")
                .setSerializedData(
                    Any.newBuilder()
                        .setTypeUrl("type.googleapis.com/tribuo.common.liblinear.LibLinearModel")
                        .setValue(ByteString.copyFrom(object.toByteArray())))
                .build(),
        "has no place there");
    byte[] raw = object.toByteArray();
    raw(raw, "model.pb");
  }

  @Test
  @Tag("attack-67")
  void aLengthOfTwoGigabytesTakesNoMemory() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeTag(2, 2);
    out.writeUInt32NoTag(Integer.MAX_VALUE);
    out.flush();
    raw(bytes.toByteArray(), "model.pb is damaged");
    machine(svm -> svm.toBuilder().setSvCoefLengths(0, Integer.MAX_VALUE).build());
    machine(svm -> svm.toBuilder().setL(Integer.MAX_VALUE).build());
  }

  @Test
  @Tag("attack-67")
  void aMessageInAMessageTenThousandDeepIsRefused() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    for (int i = 0; i < 10_000; i++) {
      out.writeTag(77, 3);
    }
    for (int i = 0; i < 10_000; i++) {
      out.writeTag(77, 4);
    }
    out.flush();
    raw(bytes.toByteArray(), "model.pb is damaged");
  }

  @Test
  @Tag("attack-67")
  void aCardThatIsDeepLongOrNoneIsRefused() throws Exception {
    card("[".repeat(100_000), "card.json is not a model card");
    card("{\"kind\":".repeat(50_000), "card.json is not a model card");
    card("{\"kind\":\"" + "a".repeat(2_000_000) + "\"}", "card.json is not a model card");
    card("{}", "card.json is not a model card");
    String good = text(content(model), "card.json");
    card(good.replace("\"kind\" : \"one", "\"@class\" : \"x.Y\", \"kind\" : \"one"), "card.json");
    card(good.replaceFirst("\"PROCESS\"", "\"MAGIC\""), "card.json is not a model card");
    card(good.replaceFirst("\"offLevel\" : [0-9.]+", "\"offLevel\" : 7"), "off level is 7.0");
    card(good.replaceFirst("\"threshold\" : [0-9.]+", "\"threshold\" : -1"), "threshold is -1.0");
    card(good.replaceFirst("\"threshold\" : [0-9.]+", "\"threshold\" : \"NaN\""), "threshold");
    card(good.replaceFirst("\"unit\" : \"rpm\"", "\"unit\" : null"), "is damaged");
    card(good.replaceFirst("\"span\" : \"[^\"]*\"", "\"span\" : \"long\""), "is damaged");
    card(good.replaceFirst("one-class-svm", "no-such-kind"), "is of kind no-such-kind");
  }

  @Test
  @Tag("attack-68")
  void weightsThatAreNoNumbersAreRefused() throws Exception {
    for (String name : model.numbers().names()) {
      Map<String, byte[]> content = content(model);
      content.put("numbers.bin", first(bytes(content, "numbers.bin"), name, Double.NaN));
      if (model.numbers().get(name).length > 0) {
        refused(signed(content, maker.keys()), "hold NaN");
      }
    }
    machine(svm -> svm.toBuilder().setSvCoef(0, Double.NaN).build());
    machine(svm -> svm.toBuilder().setRho(0, Double.NaN).build());
    machine(
        svm ->
            svm.toBuilder()
                .setSV(0, svm.getSV(0).toBuilder().setValue(0, Double.POSITIVE_INFINITY))
                .build());
  }

  @Test
  @Tag("attack-68")
  void aMachineWithoutSupportVectorsIsRefused() throws Exception {
    machine(
        svm ->
            svm.toBuilder()
                .setL(0)
                .clearSV()
                .clearSvCoef()
                .clearSvIndices()
                .setSvCoefLengths(0, 0)
                .build());
  }

  @Test
  @Tag("attack-68")
  void aMachineForOtherFeaturesIsRefused() throws Exception {
    Map<String, byte[]> content = content(model);
    String pb = new String(bytes(content, "model.pb"), StandardCharsets.ISO_8859_1);
    content.put("model.pb", pb.replace("f0003", "g0003").getBytes(StandardCharsets.ISO_8859_1));
    refused(signed(content, maker.keys()), "model.pb has no feature f0003");
    DetectorKind<?> kind = DetectorKind.named("one-class-svm").orElseThrow();
    TrainedModel fewer = kind.trainWith(few(), Defaults.of(kind.options()), Goal.USUAL);
    content.put("model.pb", bytes(content(fewer), "model.pb"));
    refused(signed(content, maker.keys()), "features, not");
  }

  @Test
  @Tag("attack-68")
  void renamedTagsAreRefusedWithTheDifference() throws Exception {
    List<Column> live = new ArrayList<>(model.columns());
    live.set(1, Column.process("pump/flow-2", "l/min"));
    Files.write(file, pack(1, model));
    assertThatThrownBy(() -> registry.take("pump", file, m -> m.requireColumns(live), ANNA))
        .hasMessageContaining("pump/flow was in training and is missing now")
        .hasMessageContaining("pump/flow-2 is new since training");
    assertThat(registry.list("pump")).isEmpty();
  }
}
