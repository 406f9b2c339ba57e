package dev.leibniz.bench.workload;

import dev.leibniz.bench.workload.Workload.Batch;
import dev.leibniz.bench.workload.Workload.Family;
import dev.leibniz.bench.workload.Workload.Maker;
import dev.leibniz.bench.workload.Workload.Parameters;
import dev.leibniz.models.AttentionContainer;
import dev.leibniz.models.DeepSpeech;
import dev.leibniz.models.Detr;
import dev.leibniz.models.FcnResNet;
import dev.leibniz.models.ResNet;
import dev.leibniz.models.RobustRegression;
import dev.leibniz.models.SimpleRegression;
import dev.leibniz.models.Wav2Letter;
import dev.leibniz.models.WordTransformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All workloads. The names of models are those of PyTorch's benchmark. */
public final class Catalogue {
  private static final List<Workload> ALL = all();

  private Catalogue() {}

  /**
   * All of them, models first.
   *
   * @return in the order of results
   */
  public static List<Workload> workloads() {
    return ALL;
  }

  /**
   * One of them.
   *
   * @param name its name
   * @return the workload, if there is one
   */
  public static Optional<Workload> find(String name) {
    return ALL.stream().filter(w -> w.name().equals(name)).findFirst();
  }

  private static List<Workload> all() {
    List<Workload> out = new ArrayList<>();
    out.add(few("ppl_simple_reg", Batch.MIXED, (s, k) -> SimpleRegression.problem(k)));
    out.add(few("ppl_robust_reg", Batch.MIXED, (s, k) -> RobustRegression.problem(k)));
    out.add(few("multiheadattn", Batch.APART, (s, k) -> AttentionContainer.problem(k)));
    out.add(many("mlp", Batch.APART, Perceptron::problem));
    out.add(many("transformer", Batch.APART, WordTransformer::problem));
    out.add(many("wav2letter", Batch.APART, Wav2Letter::problem));
    out.add(many("resnet18", Batch.MIXED, ResNet::problem));
    out.add(many("fcn_resnet", Batch.MIXED, FcnResNet::problem));
    out.add(many("detr", Batch.MIXED, Detr::problem));
    out.add(many("deepspeech", Batch.MIXED, DeepSpeech::problem));
    for (Operation o : Operation.values()) {
      out.add(new Workload(o.title(), Family.OPERATION, Parameters.MANY, Batch.MIXED, o::problem));
    }
    return List.copyOf(out);
  }

  private static Workload few(String name, Batch batch, Maker maker) {
    return new Workload(name, Family.MODEL, Parameters.FEW, batch, maker);
  }

  private static Workload many(String name, Batch batch, Maker maker) {
    return new Workload(name, Family.MODEL, Parameters.MANY, batch, maker);
  }
}
