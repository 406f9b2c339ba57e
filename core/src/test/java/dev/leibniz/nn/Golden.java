package dev.leibniz.nn;

import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.DType;
import dev.leibniz.Functional;
import dev.leibniz.HessianProduct;
import dev.leibniz.Tensor;
import dev.leibniz.io.Npz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** PyTorch's answers for one module, as scripts/golden/modules.py has written them. */
record Golden(String name, Map<String, Tensor> tensors) {
  private static final double TOLERANCE = 1e-10;

  static Golden load(String name) {
    return new Golden(name, Npz.read(resource(name + ".npz")));
  }

  static Path resource(String name) {
    try {
      return Path.of(Objects.requireNonNull(Golden.class.getResource(name), name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  Tensor get(String key) {
    return Objects.requireNonNull(tensors.get(key), key);
  }

  Tensor input(int i) {
    return get("x" + i);
  }

  Map<String, Tensor> part(String prefix) {
    Map<String, Tensor> out = new LinkedHashMap<>();
    tensors.forEach((k, v) -> {
      if (k.startsWith(prefix + ".")) {
        out.put(k.substring(prefix.length() + 1), v);
      }
    });
    return out;
  }

  /** The module with PyTorch's weights, in double precision. */
  <M> M loaded(M module) {
    return Modules.loadStateDict(Modules.to(module, DType.FLOAT64), part("state"));
  }

  /** Names, outputs, gradient and a product with the Hessian are PyTorch's. */
  <M extends Layer<M>> M agrees(M module) {
    return agrees(module, m -> List.of(m.apply(input(0))));
  }

  <M> M agrees(M module, Function<M, List<Tensor>> call) {
    M m = loaded(module);
    assertThat(Modules.stateDict(m).keySet()).containsExactlyElementsOf(part("state").keySet());
    assertThat(Modules.namedParameters(m).keySet())
        .containsExactlyElementsOf(part("grad").keySet());
    List<Tensor> ys = call.apply(m);
    for (int i = 0; i < ys.size(); i++) {
      assertThatTensor(ys.get(i)).as(name + ", output " + i).isCloseTo(get("y" + i), TOLERANCE);
    }
    Function<M, Tensor> loss =
        n -> {
          Tensor sum = Tensor.scalar(0);
          List<Tensor> outputs = call.apply(n);
          for (int i = 0; i < outputs.size(); i++) {
            sum = sum.add(outputs.get(i).square().mul(get("c" + i)).sum());
          }
          return sum;
        };
    same("grad", Functional.<M>grad(loss, m));
    HessianProduct<M> h = Functional.hvp(loss, m);
    same("grad", h.grad());
    same("hvp", h.apply(Modules.loadStateDict(m, joined(part("state"), part("v")))));
    return m;
  }

  private static Map<String, Tensor> joined(Map<String, Tensor> a, Map<String, Tensor> b) {
    Map<String, Tensor> out = new LinkedHashMap<>(a);
    out.putAll(b);
    return out;
  }

  void same(String prefix, Object module) {
    Map<String, Tensor> found = Modules.stateDict(module);
    part(prefix)
        .forEach((n, t) ->
            assertThatTensor(found.get(n))
                .as(name + ", " + prefix + " of " + n)
                .isCloseTo(t, TOLERANCE));
  }

  /** The module as PyTorch prints it. */
  String printed() {
    try {
      List<String> lines = new ArrayList<>();
      boolean here = false;
      for (String line : Files.readAllLines(resource("printed.txt"))) {
        if (line.startsWith("# ")) {
          here = line.equals("# " + name);
        } else if (here) {
          lines.add(line);
        }
      }
      return String.join("\n", lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
