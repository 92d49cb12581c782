package io.sluice.analytics.detectors;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.sluice.analytics.ModelException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tribuo.anomaly.libsvm.protos.LibSVMAnomalyModelProto;
import org.tribuo.anomaly.protos.AnomalyInfoProto;
import org.tribuo.protos.core.CategoricalIDInfoProto;
import org.tribuo.protos.core.ImmutableFeatureMapProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.protos.core.RealIDInfoProto;

/**
 * Every class name inside a model message, checked before Tribuo's loader may look one up: that
 * loader makes whatever class the message names.
 */
final class TribuoNames {
  private static final Set<String> CLASSES =
      Set.of(
          "org.tribuo.CategoricalIDInfo",
          "org.tribuo.DataSource",
          "org.tribuo.ImmutableFeatureMap",
          "org.tribuo.MutableDataset",
          "org.tribuo.RealIDInfo",
          "org.tribuo.anomaly.AnomalyFactory",
          "org.tribuo.anomaly.AnomalyFactory$AnomalyFactoryProvenance",
          "org.tribuo.anomaly.ImmutableAnomalyInfo",
          "org.tribuo.anomaly.libsvm.LibSVMAnomalyModel",
          "org.tribuo.anomaly.libsvm.LibSVMAnomalyTrainer",
          "org.tribuo.anomaly.libsvm.SVMAnomalyType",
          "org.tribuo.anomaly.libsvm.SVMAnomalyType$SVMMode",
          "org.tribuo.common.libsvm.KernelType",
          "org.tribuo.common.libsvm.LibSVMModel",
          "org.tribuo.provenance.DatasetProvenance",
          "org.tribuo.provenance.ModelProvenance",
          "org.tribuo.provenance.SimpleDataSourceProvenance",
          "org.tribuo.provenance.impl.TrainerProvenanceImpl",
          "com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl",
          "com.oracle.labs.mlrg.olcut.provenance.primitives.BooleanProvenance",
          "com.oracle.labs.mlrg.olcut.provenance.primitives.DateTimeProvenance",
          "com.oracle.labs.mlrg.olcut.provenance.primitives.DoubleProvenance",
          "com.oracle.labs.mlrg.olcut.provenance.primitives.EnumProvenance",
          "com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance",
          "com.oracle.labs.mlrg.olcut.provenance.primitives.LongProvenance",
          "com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance");

  private static final Map<String, Message> TYPES =
      Stream.<Message>of(
              LibSVMAnomalyModelProto.getDefaultInstance(),
              AnomalyInfoProto.getDefaultInstance(),
              ImmutableFeatureMapProto.getDefaultInstance(),
              RealIDInfoProto.getDefaultInstance(),
              CategoricalIDInfoProto.getDefaultInstance())
          .collect(
              Collectors.toUnmodifiableMap(
                  message -> message.getDescriptorForType().getFullName(), Function.identity()));

  private static final int MOST_DEEP = 20;

  private TribuoNames() {}

  static void check(ModelProto model) throws ModelException, InvalidProtocolBufferException {
    check(model, 0);
  }

  private static void check(Message message, int depth)
      throws ModelException, InvalidProtocolBufferException {
    if (depth > MOST_DEEP) {
      throw new ModelException("model.pb is nested too deep");
    }
    if (message instanceof Any any) {
      check(unpacked(any), depth + 1);
      return;
    }
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      List<?> values = field.getValue() instanceof List<?> list ? list : List.of(field.getValue());
      for (Object value : values) {
        if (value instanceof Message inner) {
          check(inner, depth + 1);
        } else if (value instanceof String name && named(field.getKey())) {
          checkName(name);
        }
      }
    }
  }

  private static Message unpacked(Any any) throws ModelException, InvalidProtocolBufferException {
    String url = any.getTypeUrl();
    Message type = TYPES.get(url.substring(url.lastIndexOf('/') + 1));
    if (type == null) {
      throw new ModelException("model.pb holds a message that has no place there: " + url);
    }
    return type.getParserForType().parseFrom(any.getValue());
  }

  /** Class names, and the field in which an enum's value carries its class. */
  private static boolean named(FieldDescriptor field) {
    return field.getName().contains("class") || field.getName().equals("additional");
  }

  private static void checkName(String name) throws ModelException {
    if (!CLASSES.contains(name)) {
      throw new ModelException("model.pb names a class that has no place there: " + name);
    }
  }
}
