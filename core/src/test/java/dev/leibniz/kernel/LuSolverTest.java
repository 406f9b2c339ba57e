package dev.leibniz.kernel;

import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One factorisation serves every solution with a matrix. */
class LuSolverTest {
  private final Dense a = matrix(1, 2, 5, 5);
  private final Dense b = matrix(2, 2, 5, 3);

  private static Dense matrix(long seed, int... dims) {
    return (Dense) Key.of(seed).normal(Shape.of(dims), DType.FLOAT64);
  }

  private Dense solve(LuSolver solver, Dense matrix, LuSolver.Side side) {
    return solver.solve(matrix, b, side, Shape.of(2), "test");
  }

  @ParameterizedTest
  @EnumSource
  void bothSidesAreSolvedFromKeptFactors(LuSolver.Side side) {
    LuSolver solver = new LuSolver();
    solve(solver, a, side.other());
    assertThat(solver.knows(a)).isTrue();
    Dense x = solve(solver, a, side);
    Tensor left = side == LuSolver.Side.PLAIN ? a : a.mT();
    assertThatTensor(left.matmul(x)).isCloseTo(b);
  }

  @ParameterizedTest
  @EnumSource
  void anotherMatrixIsFactorisedAnew(LuSolver.Side side) {
    LuSolver solver = new LuSolver();
    solve(solver, a, side);
    Dense transposed = (Dense) a.mT();
    Dense flipped = (Dense) a.flip(0);
    assertThat(solver.knows(transposed)).isFalse();
    assertThat(solver.knows(flipped)).isFalse();
    Dense x = solve(solver, transposed, side);
    Tensor left = side == LuSolver.Side.PLAIN ? transposed : a;
    assertThatTensor(left.matmul(x)).isCloseTo(b);
    assertThat(solver.knows(a)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void axesOfOneInFrontAreNoOtherMatrix(LuSolver.Side side) {
    LuSolver solver = new LuSolver();
    Dense x = solve(solver, a, side);
    Dense wider = (Dense) a.unsqueeze(0);
    assertThat(solver.knows(wider)).isTrue();
    Dense y = solver.solve(wider, (Dense) b.unsqueeze(0), side, Shape.of(1, 2), "test");
    assertThatTensor(y.squeeze(0)).isCloseTo(x);
  }
}
