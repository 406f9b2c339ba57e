package dev.leibniz.models;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Tensor;
import dev.leibniz.nn.BatchNorm2d;
import dev.leibniz.nn.Conv2d;
import dev.leibniz.nn.Initialisers;
import dev.leibniz.nn.Layer;
import dev.leibniz.nn.MaxPool2d;
import dev.leibniz.nn.Sequential;
import dev.leibniz.nn.Window;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ResNet-50 without its last layer: what finds features for other models. He, Zhang, Ren and Sun
 * 2016. Batch normalisation always uses the statistics of the batch.
 *
 * @param conv1 the first convolution
 * @param bn1 behind it
 * @param layer1 the first stage
 * @param layer2 the second, half as wide and high
 * @param layer3 the third
 * @param layer4 the fourth
 */
public record Backbone(
    Conv2d conv1,
    BatchNorm2d bn1,
    Sequential layer1,
    Sequential layer2,
    Sequential layer3,
    Sequential layer4)
    implements Layer<Backbone> {
  private static final int EXPANSION = 4;

  /** What the last two stages do instead of keeping all places. */
  enum Resolution {
    /** Halve width and height by strides. */
    STRIDES,
    /** Keep them, and look further by dilation. */
    DILATION
  }

  /**
   * Three convolutions, the middle one narrow, added to their input.
   *
   * @param conv1 to fewer planes
   * @param bn1 behind it
   * @param conv2 over neighbours
   * @param bn2 behind it
   * @param conv3 to more planes
   * @param bn3 behind it
   * @param downsample what brings the input to the shape of the sum, or null
   */
  public record Bottleneck(
      Conv2d conv1,
      BatchNorm2d bn1,
      Conv2d conv2,
      BatchNorm2d bn2,
      Conv2d conv3,
      BatchNorm2d bn3,
      @Nullable Sequential downsample)
      implements Layer<Bottleneck> {
    static Bottleneck of(int from, int planes, int stride, int dilation, boolean first, Key key) {
      Key keys = key.split(4);
      int to = EXPANSION * planes;
      Window one = Window.of(1, 1);
      Window three =
          Window.of(3, 3).withStride(stride).withPadding(dilation).withDilation(dilation);
      return new Bottleneck(
          conv(from, planes, one, keys.get(0)),
          norm(planes),
          conv(planes, planes, three, keys.get(1)),
          norm(planes),
          conv(planes, to, one, keys.get(2)),
          norm(to),
          first
              ? Sequential.of(conv(from, to, one.withStride(stride), keys.get(3)), norm(to))
              : null);
    }

    @Override
    public Tensor apply(Tensor x) {
      Tensor y = bn1.apply(conv1.apply(x)).relu();
      y = bn2.apply(conv2.apply(y)).relu();
      y = bn3.apply(conv3.apply(y));
      return y.add(downsample == null ? x : downsample.apply(x)).relu();
    }
  }

  static BatchNorm2d norm(int planes) {
    return BatchNorm2d.of(planes).withoutRunningStatistics();
  }

  static Conv2d conv(int from, int to, Window window, Key key) {
    Conv2d c = Conv2d.of(from, to, window, key).withoutBias();
    Tensor weight =
        Initialisers.kaimingNormal(
            key, c.weight().shape(), DType.FLOAT32, Initialisers.Fan.OUT, Initialisers.RELU_GAIN);
    return new Conv2d(weight, null, window, 1);
  }

  /** 2, 16 and 64 planes; 1, 1, 2 and 2 blocks at the smallest size, otherwise 3, 4, 6 and 3. */
  static Backbone of(Size size, Resolution resolution, Key key) {
    Key keys = key.split(5);
    int n = size.of(2, 16, 64);
    boolean dilates = resolution == Resolution.DILATION;
    return new Backbone(
        conv(3, n, Window.of(7, 7).withStride(2).withPadding(3), keys.get(0)),
        norm(n),
        stage(n, n, size.of(1, 3, 3), 1, 1, 1, keys.get(1)),
        stage(EXPANSION * n, 2 * n, size.of(1, 4, 4), 2, 1, 1, keys.get(2)),
        stage(
            2 * EXPANSION * n,
            4 * n,
            size.of(2, 6, 6),
            dilates ? 1 : 2,
            1,
            dilates ? 2 : 1,
            keys.get(3)),
        stage(
            4 * EXPANSION * n,
            8 * n,
            size.of(2, 3, 3),
            dilates ? 1 : 2,
            dilates ? 2 : 1,
            dilates ? 4 : 1,
            keys.get(4)));
  }

  private static Sequential stage(
      int from, int planes, int blocks, int stride, int firstDilation, int dilation, Key key) {
    Key keys = key.split(blocks);
    List<Layer<?>> all = new ArrayList<>();
    all.add(Bottleneck.of(from, planes, stride, firstDilation, true, keys.get(0)));
    for (int i = 1; i < blocks; i++) {
      all.add(Bottleneck.of(EXPANSION * planes, planes, 1, dilation, false, keys.get(i)));
    }
    return Sequential.of(all.toArray(Layer<?>[]::new));
  }

  /** The number of planes that come out. */
  int planes() {
    return 8 * EXPANSION * bn1.channels();
  }

  @Override
  public Tensor apply(Tensor x) {
    Tensor y = bn1.apply(conv1.apply(x)).relu();
    y = new MaxPool2d(Window.of(3, 3).withStride(2).withPadding(1)).apply(y);
    return layer4.apply(layer3.apply(layer2.apply(layer1.apply(y))));
  }
}
