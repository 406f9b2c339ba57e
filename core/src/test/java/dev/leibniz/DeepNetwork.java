package dev.leibniz;

import static dev.leibniz.Functional.checkpoint;

import java.util.Objects;

/**
 * One backward pass through a residual network of a hundred layers, plain or with checkpoints; run
 * by {@link CheckpointTest} in small heaps.
 */
final class DeepNetwork {
  private static final int LAYERS = 100;
  private static final int STRETCH = 10;
  private static final int ROWS = 256;
  private static final int WIDTH = 512;

  private DeepNetwork() {}

  public static void main(String[] arguments) {
    boolean checkpoints = arguments[0].equals("checkpoint");
    Tensor weights = Key.of(1).normal(Shape.of(WIDTH, 1), DType.FLOAT32).mul(0.01).requiresGrad();
    Tensor h = Key.of(2).normal(Shape.of(ROWS, WIDTH), DType.FLOAT32);
    try {
      for (int i = 0; i < LAYERS; i += STRETCH) {
        h =
            checkpoints
                ? checkpoint(z -> stretch(z, weights, true), h)
                : stretch(h, weights, false);
      }
      h.square().mean().backward();
    } catch (OutOfMemoryError e) {
      System.out.println("out of memory");
      return;
    }
    System.out.println("slope " + Objects.requireNonNull(weights.grad()).norm().item());
  }

  private static Tensor stretch(Tensor in, Tensor weights, boolean checkpoints) {
    Tensor h = in;
    for (int i = 0; i < STRETCH; i++) {
      h = checkpoints ? checkpoint(z -> layer(z, weights), h) : layer(h, weights);
    }
    return h;
  }

  /** A normalised residual layer. */
  private static Tensor layer(Tensor h, Tensor weights) {
    Tensor centred = h.sub(h.mean(1).unsqueeze(1));
    Tensor normed = centred.div(centred.square().mean(1).add(1e-5).sqrt().unsqueeze(1));
    Tensor inner = normed.mul(weights.mT()).tanh();
    Tensor gate = normed.sigmoid();
    return h.add(inner.mul(gate).sin().mul(inner.cos()).mul(0.1));
  }
}
