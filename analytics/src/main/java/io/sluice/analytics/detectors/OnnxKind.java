package io.sluice.analytics.detectors;

import io.sluice.analytics.Detector;
import io.sluice.analytics.DetectorKind;
import io.sluice.analytics.Goal;
import io.sluice.analytics.ModelException;
import io.sluice.analytics.Numbers;
import io.sluice.analytics.Row;
import io.sluice.analytics.TrainedModel;
import io.sluice.analytics.TrainingException;
import io.sluice.analytics.TrainingRows;
import io.sluice.analytics.Verdict;
import io.sluice.analytics.detectors.OnnxOptions.Input;
import io.sluice.analytics.detectors.OnnxOptions.Unusual;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code onnx}: a model that the user brings. Training leaves it as it is and finds only what is
 * usual of its answers: the threshold is from contiguous training rows, as there is nothing to
 * cross-fit. Its bytes go into the model package.
 */
public final class OnnxKind implements DetectorKind<OnnxOptions> {
  /** The threshold stands this far above the largest answer in training. */
  private static final double MARGIN = 1.2;

  private static final String ABSENT =
      "kind onnx needs ONNX Runtime, which is not part of Sluice: put onnxruntime-1.29.0.jar"
          + " (com.microsoft.onnxruntime:onnxruntime) into the folder extensions beside the"
          + " launcher and start again";

  private final Path directory;

  /** For files relative to the working directory. */
  public OnnxKind() {
    this(Path.of(""));
  }

  private OnnxKind(Path directory) {
    this.directory = directory;
  }

  @Override
  public String name() {
    return "onnx";
  }

  @Override
  public Class<OnnxOptions> options() {
    return OnnxOptions.class;
  }

  @Override
  public DetectorKind<OnnxOptions> in(Path directory) {
    return new OnnxKind(directory);
  }

  @Override
  public TrainedModel train(TrainingRows rows, OnnxOptions options, Goal goal)
      throws TrainingException {
    FeaturePlan plan = FeaturePlanner.plan(rows, options.window());
    double[][] features = FeatureRows.of(rows, plan);
    Pipeline pipeline = new Pipeline(plan, Usual.of(plan, features), Basis.fit(features));
    ByteBuffer model = read(directory.resolve(options.model()));
    OnnxSession session;
    try {
      session = open(model, OnnxScorer.width(options.input(), plan), options.output());
    } catch (ModelException e) {
      throw new TrainingException(options.model() + ": " + e.getMessage(), e);
    }
    double sign = options.unusual() == Unusual.HIGH ? 1 : -1;
    double[] given =
        answers(
            rows,
            pipeline,
            new OnnxScorer(session, pipeline, options.input(), new OnnxScorer.Answers(sign, 0, 1)));
    OnnxScorer.Answers answers = usual(options.model(), sign, given);
    double[] measures =
        Arrays.stream(given).map(each -> (each - answers.centre()) / answers.span()).toArray();
    double threshold = MARGIN * Limit.of(measures, measures);
    Map<String, double[]> numbers = new TreeMap<>();
    pipeline.write(numbers);
    numbers.put("onnx.input", new double[] {options.input() == Input.FEATURES ? 1 : 0});
    numbers.put("onnx.answers", new double[] {sign, answers.centre(), answers.span()});
    numbers.put("onnx.output", session.output().chars().asDoubleStream().toArray());
    return new TrainedModel(
        name(),
        rows.columns(),
        rows.data(),
        Map.of(
            "window-rows", String.valueOf(plan.window()),
            "output", session.output(),
            "bytes", String.valueOf(model.remaining()),
            "margin", String.valueOf(MARGIN)),
        threshold,
        OffLevel.of(Arrays.stream(measures).map(measure -> measure / threshold).toArray()),
        Numbers.of(numbers),
        model);
  }

  @Override
  public Detector detector(TrainedModel model) throws ModelException {
    ModelKind.require(name(), model);
    Pipeline pipeline = Pipeline.read(model);
    ByteBuffer bytes = model.library();
    if (bytes == null) {
      throw new ModelException("the ONNX model is missing from the model file");
    }
    double which = model.numbers().get("onnx.input", 1)[0];
    double[] answers = model.numbers().get("onnx.answers", 3);
    if (!(which == 0 || which == 1) || Math.abs(answers[0]) != 1 || !(answers[2] > 0)) {
      throw new ModelException("the model has answers of " + Arrays.toString(answers));
    }
    Input input = which == 1 ? Input.FEATURES : Input.COLUMNS;
    OnnxSession session =
        open(
            bytes,
            OnnxScorer.width(input, pipeline.plan()),
            text(model.numbers().get("onnx.output")));
    OnnxScorer scorer =
        new OnnxScorer(
            session, pipeline, input, new OnnxScorer.Answers(answers[0], answers[1], answers[2]));
    return new OnnxDetector(
        new StreamingDetector(pipeline, scorer, model.threshold(), model.offLevel()), scorer);
  }

  private static OnnxSession open(ByteBuffer model, int width, @Nullable String output)
      throws ModelException {
    OnnxFile.check(model);
    try {
      return OnnxSession.open(model, width, output);
    } catch (NoClassDefFoundError absent) {
      throw new ModelException(ABSENT, absent);
    } catch (UnsatisfiedLinkError | ExceptionInInitializerError unfit) {
      throw new ModelException(
          "ONNX Runtime does not run on this machine: " + unfit.getMessage(), unfit);
    }
  }

  private static ByteBuffer read(Path file) throws TrainingException {
    try {
      if (!Files.isRegularFile(file)) {
        throw new TrainingException(file + ": there is no such model file");
      }
      if (Files.size(file) > OnnxFile.MOST_BYTES) {
        throw new TrainingException(
            "%s has %d bytes, at most %d are possible"
                .formatted(file, Files.size(file), OnnxFile.MOST_BYTES));
      }
      return ByteBuffer.wrap(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new TrainingException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static double[] answers(TrainingRows rows, Pipeline pipeline, OnnxScorer scorer)
      throws TrainingException {
    OnnxDetector detector = new OnnxDetector(new StreamingDetector(pipeline, scorer, 1, 1), scorer);
    double[] answers = new double[rows.size()];
    int count = 0;
    Row row = new Row(rows.columns().size());
    for (int i = 0; i < rows.size(); i++) {
      rows.read(i, row);
      Verdict verdict = detector.update(row);
      if (verdict == Verdict.NOT_FINITE || !Double.isFinite(scorer.answer())) {
        throw new TrainingException(
            "the ONNX model answers training row " + i + " with no finite single number");
      }
      if (verdict == Verdict.SCORED) {
        answers[count++] = scorer.answer();
      }
    }
    return Arrays.copyOf(answers, count);
  }

  private static OnnxScorer.Answers usual(String file, double sign, double[] answers)
      throws TrainingException {
    double centre = Quantile.of(answers, 0.5);
    double span = Quantile.of(answers, 0.99) - centre;
    if (!(span > 0)) {
      throw new TrainingException(
          file + " hardly tells training rows apart: most have the answer " + sign * centre);
    }
    return new OnnxScorer.Answers(sign, centre, span);
  }

  private static String text(double[] letters) {
    StringBuilder text = new StringBuilder();
    for (double letter : letters) {
      text.append((char) letter);
    }
    return text.toString();
  }
}
