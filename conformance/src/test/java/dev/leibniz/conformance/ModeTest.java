package dev.leibniz.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModeTest {
  @ParameterizedTest
  @EnumSource(DType.class)
  void aStridedTensorHasTheSameNumbers(DType dtype) {
    for (Shape shape :
        new Shape[] {
          Shape.SCALAR, Shape.of(1), Shape.of(5), Shape.of(2, 3), Shape.of(2, 3, 4), Shape.of(2, 0)
        }) {
      Tensor x = Tensor.arange(shape.size()).remainder(3).to(dtype).reshape(shape);

      Tensor strided = Mode.strided(x);

      assertThat(strided.dtype()).isEqualTo(dtype);
      assertThat(strided.shape()).isEqualTo(shape);
      assertThat(strided.toArray()).isEqualTo(x.toArray());
    }
  }
}
