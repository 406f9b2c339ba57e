package dev.leibniz.bench.workload;

import dev.leibniz.bench.workload.Workload.Family;
import dev.leibniz.bench.workload.Workload.Maker;
import dev.leibniz.bench.workload.Workload.Parameters;
import dev.leibniz.models.AttentionContainer;
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
    out.add(model("ppl_simple_reg", Parameters.FEW, (s, k) -> SimpleRegression.problem(k)));
    out.add(model("ppl_robust_reg", Parameters.FEW, (s, k) -> RobustRegression.problem(k)));
    out.add(model("multiheadattn", Parameters.FEW, (s, k) -> AttentionContainer.problem(k)));
    out.add(model("mlp", Parameters.MANY, Perceptron::problem));
    out.add(model("transformer", Parameters.MANY, WordTransformer::problem));
    out.add(model("wav2letter", Parameters.MANY, Wav2Letter::problem));
    out.add(model("resnet18", Parameters.MANY, ResNet::problem));
    for (Operation o : Operation.values()) {
      out.add(new Workload(o.title(), Family.OPERATION, Parameters.MANY, o::problem));
    }
    return List.copyOf(out);
  }

  private static Workload model(String name, Parameters parameters, Maker maker) {
    return new Workload(name, Family.MODEL, parameters, maker);
  }
}
