package dev.leibniz.models;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.nn.Conv2d;
import dev.leibniz.nn.Dropout;
import dev.leibniz.nn.Interpolations;
import dev.leibniz.nn.Layer;
import dev.leibniz.nn.Losses;
import dev.leibniz.nn.ReLU;
import dev.leibniz.nn.Reduction;
import dev.leibniz.nn.Sequential;
import dev.leibniz.nn.Window;

/**
 * {@code fcn_resnet}: a class for each pixel, by convolutions alone. Long, Shelhamer and Darrell
 * 2015. The features are ResNet-50's with dilation in the last two stages; it is evaluated without
 * dropout. Its sizes have 2, 16 and 64 planes in the first stage, and 2, 4 and 8 images of 32, 96
 * and 480 pixels.
 *
 * @param backbone what finds features
 * @param classifier from features to scores of classes
 */
public record FcnResNet(Backbone backbone, Sequential classifier) implements Layer<FcnResNet> {
  private static final int CLASSES = 21;

  /**
   * A model with random weights.
   *
   * @param size how large
   * @param key the source of randomness
   * @return the model
   */
  public static FcnResNet of(Size size, Key key) {
    Key keys = key.split(3);
    Backbone backbone = Backbone.of(size, Backbone.Resolution.DILATION, keys.get(0));
    int from = backbone.planes();
    int inside = from / 4;
    Window three = Window.of(3, 3).withPadding(1);
    return new FcnResNet(
        backbone,
        Sequential.of(
            Conv2d.of(from, inside, three, keys.get(1)).withoutBias(),
            Backbone.norm(inside),
            new ReLU(),
            new Dropout(0.1),
            Conv2d.of(inside, CLASSES, Window.of(1, 1), keys.get(2))));
  }

  /**
   * The problem with random data.
   *
   * @param size how large
   * @param key the source of randomness
   * @return the problem
   */
  public static Problem<FcnResNet> problem(Size size, Key key) {
    Key keys = key.split(3);
    int n = size.of(2, 4, 8);
    int pixels = size.of(32, 96, 480);
    Tensor x = keys.get(1).uniform(Shape.of(n, 3, pixels, pixels), DType.FLOAT32);
    Tensor target = keys.get(2).uniform(Shape.of(n, CLASSES, pixels, pixels), DType.FLOAT32);
    return new Problem<>(of(size, keys.get(0)), m -> m.loss(x, target));
  }

  /**
   * The scores of the classes in evaluation.
   *
   * @param x images, of shape [N, 3, height, width]
   * @return of shape [N, 21, height, width]
   */
  @Override
  public Tensor apply(Tensor x) {
    return Interpolations.interpolate(
        classifier.apply(backbone.apply(x)),
        Interpolations.Mode.LINEAR,
        Interpolations.Alignment.EDGES,
        x.shape().get(2),
        x.shape().get(3));
  }

  Tensor loss(Tensor x, Tensor target) {
    return Losses.mse(apply(x), target, Reduction.MEAN);
  }
}
