package dev.leibniz.nn;

import dev.leibniz.Key;
import dev.leibniz.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A convolution over one axis. See {@code torch.nn.Conv1d}.
 *
 * <pre>{@code
 * Conv1d c = Conv1d.of(3, 64, Window.of(3), key).withoutBias();
 * }</pre>
 *
 * <p>The input is padded with zeros, unless {@link #withPaddingMode} says otherwise.
 *
 * @param weight of shape [O, C/groups, k]
 * @param bias of shape [O], or null
 * @param window the kernel's size, stride, padding and dilation
 * @param groups a divisor of C and O
 * @param paddingMode which element stands at a place outside the input
 */
public record Conv1d(
    Tensor weight, @Nullable Tensor bias, Window window, int groups, Paddings.Mode paddingMode)
    implements Layer<Conv1d> {
  /**
   * A layer that pads with zeros.
   *
   * @param weight of shape [O, C/groups, k]
   * @param bias of shape [O], or null
   * @param window the kernel's size, stride, padding and dilation
   * @param groups a divisor of C and O
   */
  public Conv1d(Tensor weight, @Nullable Tensor bias, Window window, int groups) {
    this(weight, bias, window, groups, Paddings.Mode.ZEROS);
  }

  /**
   * A layer with weight and bias uniform in ±1/√f, of FLOAT32, where f = C · size of the kernel,
   * whose kernel has the same size along every axis and moves by one, without padding.
   *
   * @param inputs C, the number of channels
   * @param outputs O, the number of channels of the output
   * @param kernel the kernel's size along each axis
   * @param key the source of randomness
   * @return the layer
   * @throws dev.leibniz.ShapeException if the kernel's size is not positive
   */
  public static Conv1d of(int inputs, int outputs, int kernel, Key key) {
    return of(inputs, outputs, Window.of(kernel), key);
  }

  /**
   * A layer with weight and bias uniform in ±1/√f, of FLOAT32, where f = C · size of the kernel.
   *
   * @param inputs C, the number of channels
   * @param outputs O, the number of channels of the output
   * @param window the kernel's size, stride, padding and dilation
   * @param key the source of randomness
   * @return the layer
   */
  public static Conv1d of(int inputs, int outputs, Window window, Key key) {
    return grouped(1, inputs, outputs, window, key);
  }

  /**
   * A layer whose channels are convolved in groups.
   *
   * @param groups a divisor of both numbers of channels
   * @param inputs C, the number of channels
   * @param outputs O, the number of channels of the output
   * @param window the kernel's size, stride, padding and dilation
   * @param key the source of randomness
   * @return the layer
   * @throws dev.leibniz.ShapeException if the groups do not divide the channels
   */
  public static Conv1d grouped(int groups, int inputs, int outputs, Window window, Key key) {
    Tensor[] t = Kernels.random("Conv1d", 1, groups, inputs, outputs, window, key);
    return new Conv1d(t[0], t[1], window, groups);
  }

  /**
   * The same layer with nothing added.
   *
   * @return the changed layer
   */
  public Conv1d withoutBias() {
    return new Conv1d(weight, null, window, groups, paddingMode);
  }

  /**
   * The same layer with other elements at the places outside the input: as many as the window's
   * padding says.
   *
   * <pre>{@code
   * Conv1d.of(3, 64, Window.of(3).withPadding(1), key).withPaddingMode(Paddings.Mode.REFLECT)
   * }</pre>
   *
   * @param mode which element stands there
   * @return the changed layer
   */
  public Conv1d withPaddingMode(Paddings.Mode mode) {
    return new Conv1d(weight, bias, window, groups, mode);
  }

  /**
   * The convolution.
   *
   * @param x of shape [N, C, L], or without the first axis
   * @return of shape [N, O, L′], or without the first axis
   * @throws dev.leibniz.ShapeException if the shapes do not fit, or the padding mode cannot supply
   *     as much as the window asks
   */
  @Override
  public Tensor apply(Tensor x) {
    return Outputs.note(this, Kernels.convolved(x, weight, bias, window, groups, paddingMode));
  }

  @Override
  public String extraRepr() {
    return Kernels.extraRepr(weight, bias, window, groups, paddingMode);
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
