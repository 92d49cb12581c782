package io.sluice.analytics.detectors;

import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceException;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.TrainingException;
import java.nio.ByteBuffer;
import java.util.List;
import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.libsvm.LibSVMAnomalyModel;
import org.tribuo.anomaly.libsvm.LibSVMAnomalyTrainer;
import org.tribuo.anomaly.libsvm.SVMAnomalyType;
import org.tribuo.common.libsvm.KernelType;
import org.tribuo.common.libsvm.SVMParameters;
import org.tribuo.impl.ArrayExample;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Tribuo's one-class LibSVM: training, its protobuf form, and reading that back with care. */
final class TribuoSvm {
  private static final double CACHE_MEGABYTES = 40;
  private static final double EPSILON = 1e-3;

  /** Tribuo numbers features in the lexicographic order of their names: four digits keep it. */
  private static final int MOST_FEATURES = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(TribuoSvm.class);

  static {
    // LibSVM prints its progress to standard output, which belongs to the user's data.
    svm.svm_set_print_string_function(text -> LOG.trace("libsvm: {}", text.strip()));
  }

  private final LibSVMAnomalyModel model;

  /** Tribuo copies all support vectors at each call. */
  private final svm_model inner;

  private final String[] names;

  private TribuoSvm(LibSVMAnomalyModel model, int size) {
    this.model = model;
    this.inner = model.getInnerModels().get(0);
    this.names = names(size);
  }

  static TribuoSvm train(double[][] rows, double nu, double gamma, long seed)
      throws TrainingException {
    int size = rows[0].length;
    if (size > MOST_FEATURES) {
      throw new TrainingException(size + " features, at most " + MOST_FEATURES + " are possible");
    }
    SVMParameters<Event> parameters =
        new SVMParameters<>(new SVMAnomalyType(SVMAnomalyType.SVMMode.ONE_CLASS), KernelType.RBF);
    parameters.setNu(nu);
    parameters.setGamma(gamma);
    parameters.setCacheSize(CACHE_MEGABYTES);
    parameters.setEpsilon(EPSILON);
    AnomalyFactory factory = new AnomalyFactory();
    MutableDataset<Event> data =
        new MutableDataset<>(new SimpleDataSourceProvenance("training rows", factory), factory);
    String[] names = names(size);
    for (double[] row : rows) {
      data.add(new ArrayExample<>(new Event(Event.EventType.EXPECTED), names, row));
    }
    LibSVMAnomalyModel model =
        (LibSVMAnomalyModel) new LibSVMAnomalyTrainer(parameters, seed).train(data);
    return new TribuoSvm(model, size);
  }

  /** Tribuo's own score: the sum over the support vectors less rho. */
  double score(double[] row) {
    return predict(example(row));
  }

  /** A row in the form that Tribuo wants. */
  Example<Event> example(double[] row) {
    return new ArrayExample<>(new Event(Event.EventType.UNKNOWN), names, row);
  }

  double predict(Example<Event> row) {
    return model.predict(row).getOutput().getScore();
  }

  svm_model inner() {
    return inner;
  }

  double rho() {
    return inner.rho[0];
  }

  /** Who trained it on what with which settings, in Tribuo's words. */
  String provenance() {
    return model.getProvenance().toString();
  }

  ByteBuffer write() {
    return ByteBuffer.wrap(model.serialize().toByteArray());
  }

  /**
   * Reads what {@link #write} wrote. Every class the bytes name is checked against a list before
   * any is loaded, then the model's shape.
   */
  static TribuoSvm read(ByteBuffer bytes, int size) throws ModelException {
    try {
      ModelProto proto = ModelProto.parseFrom(bytes.duplicate());
      TribuoNames.check(proto);
      if (!(Model.deserialize(proto) instanceof LibSVMAnomalyModel model)) {
        throw new ModelException("model.pb holds another model than a one-class SVM");
      }
      checkShape(model, size);
      return new TribuoSvm(model, size);
    } catch (InvalidProtocolBufferException e) {
      throw new ModelException("model.pb is damaged: " + e.getMessage(), e);
    } catch (IllegalArgumentException
        | IllegalStateException
        | IndexOutOfBoundsException
        | NegativeArraySizeException
        | NullPointerException
        | ClassCastException
        | PropertyException
        | ProvenanceException e) {
      // All of these are how Tribuo answers a message that does not make a model.
      throw new ModelException("model.pb does not make a model: " + e.getMessage(), e);
    }
  }

  private static void checkShape(LibSVMAnomalyModel model, int size) throws ModelException {
    List<svm_model> inner = model.getInnerModels();
    if (inner.size() != 1 || model.getFeatureIDMap().size() != size) {
      throw new ModelException(
          "model.pb is for " + model.getFeatureIDMap().size() + " features, not " + size);
    }
    for (String name : names(size)) {
      if (model.getFeatureIDMap().get(name) == null) {
        throw new ModelException("model.pb has no feature " + name);
      }
    }
    svm_model machine = inner.get(0);
    boolean sound =
        machine.l > 0
            && machine.SV.length == machine.l
            && machine.sv_coef.length >= 1
            && machine.sv_coef[0].length == machine.l
            && machine.rho.length >= 1
            && machine.param.gamma > 0
            && Double.isFinite(machine.param.gamma)
            && machine.rho[0] > 0;
    for (int vector = 0; sound && vector < machine.l; vector++) {
      sound = machine.sv_coef[0][vector] >= 0 && Double.isFinite(machine.sv_coef[0][vector]);
      for (svm_node node : machine.SV[vector]) {
        sound &= node.index >= 0 && node.index < size && Double.isFinite(node.value);
      }
    }
    if (!sound) {
      throw new ModelException("model.pb is no one-class SVM with a radial basis kernel");
    }
  }

  /** Names that Tribuo numbers 0, 1, 2 …: it sorts them. */
  static String[] names(int size) {
    String[] names = new String[size];
    for (int i = 0; i < size; i++) {
      names[i] = "f%04d".formatted(i);
    }
    return names;
  }
}
