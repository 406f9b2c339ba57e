package dev.leibniz.models;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.distributions.Exponential;
import dev.leibniz.distributions.Gamma;
import dev.leibniz.distributions.Normal;
import dev.leibniz.io.Npz;
import dev.leibniz.nn.Modules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A model at its smallest size with the parameters and data of PyTorch, and what PyTorch made of
 * them. The numbers are those that scripts/golden/models.py has written.
 *
 * <pre>{@code
 * Golden<?> g = Golden.find("transformer", DType.FLOAT64).orElseThrow();
 * }</pre>
 *
 * @param <P> the parameters
 * @param problem the model with PyTorch's parameters and data
 * @param loss PyTorch's value
 * @param gradient PyTorch's gradient
 */
public record Golden<P>(Problem<P> problem, double loss, P gradient) {
  private static final Key KEY = Key.of(0);

  /**
   * The answers for a model.
   *
   * @param model its name in PyTorch's benchmark
   * @param dtype of the parameters and data
   * @return nothing if there is no such model
   */
  public static Optional<Golden<?>> find(String model, DType dtype) {
    try (InputStream in = Golden.class.getResourceAsStream(model + ".npz")) {
      return in == null ? Optional.empty() : Optional.of(new Numbers(read(in), dtype).of(model));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An archive is read at random, and so from a file. */
  private static Map<String, Tensor> read(InputStream in) throws IOException {
    Path file = Files.createTempFile("golden", ".npz");
    try {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return Npz.read(file);
    } finally {
      Files.delete(file);
    }
  }

  /**
   * What a file holds: parameters with the prefix p, their gradients with g, data, and the loss.
   */
  private record Numbers(Map<String, Tensor> tensors, DType dtype) {
    Golden<?> of(String model) {
      return switch (model) {
        case "ppl_simple_reg" -> simpleRegression();
        case "ppl_robust_reg" -> robustRegression();
        case "multiheadattn" -> attention();
        case "transformer" -> of(WordTransformer.of(Size.TINY, KEY), m -> m.loss(raw("text")));
        case "wav2letter" ->
            of(Wav2Letter.of(Size.TINY, KEY), m -> m.loss(data("x"), raw("labels")));
        case "resnet18" -> of(ResNet.of(Size.TINY, KEY), m -> m.loss(data("x"), raw("labels")));
        case "fcn_resnet" ->
            of(FcnResNet.of(Size.TINY, KEY), m -> m.loss(data("x"), data("target")));
        case "detr" -> detr();
        case "deepspeech" -> deepSpeech();
        default -> throw new IllegalStateException(model);
      };
    }

    private Golden<Tensor> simpleRegression() {
      SimpleRegression r = new SimpleRegression(data("x"), data("y"));
      return new Golden<>(
          new Problem<>(data("p.beta"), r::score), raw("loss").item(), data("g.beta"));
    }

    private Golden<?> robustRegression() {
      var priors =
          new RobustRegression.Priors(
              new Gamma(data("concentration"), data("gamma_rate")),
              new Exponential(data("rate")),
              new Normal(data("mean"), data("scale")));
      RobustRegression r = new RobustRegression(data("x"), data("y"), priors);
      return of(RobustRegression.problem(KEY).parameters(), r::score);
    }

    private Golden<?> attention() {
      var d = new AttentionContainer.Data(data("query"), data("key"), raw("mask"), data("bias"));
      return of(AttentionContainer.problem(KEY).parameters(), m -> m.loss(d));
    }

    /** Without dropout, whose masks are not PyTorch's. */
    private Golden<?> detr() {
      SetLoss loss =
          new SetLoss(
              List.of(
                  new SetLoss.Target(raw("labels0"), data("boxes0")),
                  new SetLoss.Target(raw("labels1"), data("boxes1"))));
      Tensor x = data("x");
      return of(Detr.of(Size.TINY, KEY).withDropout(0), m -> loss.of(m.train(x, KEY)));
    }

    private Golden<?> deepSpeech() {
      Tensor targets = Tensor.zeros(Shape.of(3, 3), DType.INT64);
      var d = new DeepSpeech.Data(data("x"), raw("lengths"), targets);
      return of(DeepSpeech.of(Size.TINY, KEY), m -> m.loss(d));
    }

    private <P> Golden<P> of(P model, Function<P, Tensor> loss) {
      P typed = Modules.to(model, dtype);
      return new Golden<>(
          new Problem<>(Modules.loadStateDict(typed, part("p.")), loss),
          raw("loss").item(),
          Modules.loadStateDict(typed, part("g.")));
    }

    private Tensor raw(String name) {
      return Objects.requireNonNull(tensors.get(name), name);
    }

    private Tensor data(String name) {
      Tensor t = raw(name);
      return t.dtype().isFloating() ? t.to(dtype) : t;
    }

    private Map<String, Tensor> part(String prefix) {
      Map<String, Tensor> out = new LinkedHashMap<>();
      tensors.forEach((k, v) -> {
        if (k.startsWith(prefix)) {
          out.put(k.substring(prefix.length()), v);
        }
      });
      return out;
    }
  }
}
