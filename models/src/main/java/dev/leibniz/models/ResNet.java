package dev.leibniz.models;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.nn.BatchNorm2d;
import dev.leibniz.nn.Conv2d;
import dev.leibniz.nn.Initialisers;
import dev.leibniz.nn.Layer;
import dev.leibniz.nn.Linear;
import dev.leibniz.nn.Losses;
import dev.leibniz.nn.MaxPool2d;
import dev.leibniz.nn.Sequential;
import dev.leibniz.nn.Window;
import org.jspecify.annotations.Nullable;

/**
 * {@code resnet18}: images by blocks that are added to their inputs. He, Zhang, Ren and Sun 2016.
 * Batch normalisation always uses the statistics of the batch. Its sizes have 4, 16 and 64 planes
 * in the first stage, and 2, 8 and 32 images of 64, 64 and 224 pixels.
 *
 * @param conv1 the first convolution
 * @param bn1 behind it
 * @param layer1 the first stage
 * @param layer2 the second, half as wide and high
 * @param layer3 the third
 * @param layer4 the fourth
 * @param fc from the means of the planes to the classes
 */
public record ResNet(
    Conv2d conv1,
    BatchNorm2d bn1,
    Sequential layer1,
    Sequential layer2,
    Sequential layer3,
    Sequential layer4,
    Linear fc)
    implements Layer<ResNet> {
  /**
   * Two convolutions, added to their input.
   *
   * @param conv1 the first
   * @param bn1 behind it
   * @param conv2 the second
   * @param bn2 behind it
   * @param downsample what brings the input to the shape of the sum, or null
   */
  public record Block(
      Conv2d conv1, BatchNorm2d bn1, Conv2d conv2, BatchNorm2d bn2, @Nullable Sequential downsample)
      implements Layer<Block> {
    static Block of(int from, int to, int stride, Key key) {
      Key keys = key.split(3);
      Sequential shortcut =
          stride == 1
              ? null
              : Sequential.of(
                  conv(from, to, Window.of(1, 1).withStride(stride), keys.get(2)), norm(to));
      Window three = Window.of(3, 3).withPadding(1);
      return new Block(
          conv(from, to, three.withStride(stride), keys.get(0)),
          norm(to),
          conv(to, to, three, keys.get(1)),
          norm(to),
          shortcut);
    }

    @Override
    public Tensor apply(Tensor x) {
      Tensor y = bn2.apply(conv2.apply(bn1.apply(conv1.apply(x)).relu()));
      return y.add(downsample == null ? x : downsample.apply(x)).relu();
    }
  }

  private static BatchNorm2d norm(int planes) {
    return BatchNorm2d.of(planes).withoutRunningStatistics();
  }

  private static Conv2d conv(int from, int to, Window window, Key key) {
    Conv2d c = Conv2d.of(from, to, window, key).withoutBias();
    Tensor weight =
        Initialisers.kaimingNormal(
            key, c.weight().shape(), DType.FLOAT32, Initialisers.Fan.OUT, Initialisers.RELU_GAIN);
    return new Conv2d(weight, null, window, 1);
  }

  /**
   * A model with random weights.
   *
   * @param size how large
   * @param key the source of randomness
   * @return the model
   */
  public static ResNet of(Size size, Key key) {
    Key keys = key.split(6);
    int n = size.of(4, 16, 64);
    return new ResNet(
        conv(3, n, Window.of(7, 7).withStride(2).withPadding(3), keys.get(0)),
        norm(n),
        stage(n, n, 1, keys.get(1)),
        stage(n, 2 * n, 2, keys.get(2)),
        stage(2 * n, 4 * n, 2, keys.get(3)),
        stage(4 * n, 8 * n, 2, keys.get(4)),
        Linear.of(8 * n, classes(size), keys.get(5)));
  }

  private static Sequential stage(int from, int to, int stride, Key key) {
    Key[] keys = key.split2();
    return Sequential.of(Block.of(from, to, stride, keys[0]), Block.of(to, to, 1, keys[1]));
  }

  private static int classes(Size size) {
    return size.of(10, 100, 1000);
  }

  /**
   * The problem with random data.
   *
   * @param size how large
   * @param key the source of randomness
   * @return the problem
   */
  public static Problem<ResNet> problem(Size size, Key key) {
    Key keys = key.split(3);
    int n = size.of(2, 8, 32);
    int pixels = size.of(64, 64, 224);
    Tensor x = keys.get(1).uniform(Shape.of(n, 3, pixels, pixels), DType.FLOAT32);
    Tensor labels = keys.get(2).integers(0, 10, n);
    return new Problem<>(of(size, keys.get(0)), m -> m.loss(x, labels));
  }

  @Override
  public Tensor apply(Tensor x) {
    Tensor y = bn1.apply(conv1.apply(x)).relu();
    y = new MaxPool2d(Window.of(3, 3).withStride(2).withPadding(1)).apply(y);
    y = layer4.apply(layer3.apply(layer2.apply(layer1.apply(y))));
    return fc.apply(y.mean(-2, -1));
  }

  Tensor loss(Tensor x, Tensor labels) {
    return Losses.crossEntropy(apply(x), labels);
  }
}
