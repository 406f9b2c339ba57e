package dev.leibniz.optim.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.StructureException;
import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewtonRaphsonTest {
  record Pair(Tensor x, Tensor y) {}

  @Test
  void convergenceIsQuadratic() {
    List<Double> values = new ArrayList<>();
    Root<Tensor> root =
        NewtonRaphson.of()
            .solve(x -> x.square().sub(2), Tensor.of(1.5), p -> values.add(p.value()));
    assertThat(root.status()).isEqualTo(Status.CONVERGED);
    assertThat(root.isConverged()).isTrue();
    assertThat(root.point().item()).isCloseTo(Math.sqrt(2), within(1e-15));
    assertThat(root.residual()).isLessThan(1e-12);
    assertThat(root.iterations()).isLessThanOrEqualTo(4);
    assertThat(values).hasSize(root.iterations() + 1);
    assertThat(root.evaluations().derivatives()).isEqualTo(root.iterations() + 1);
  }

  @Test
  void aSystemOfARecordIsSolvedFromFar() {
    Root<Pair> root =
        NewtonRaphson.of()
            .solve(
                p ->
                    new Pair(
                        p.x().square().add(p.y().square()).sub(4), p.x().mul(p.y()).exp().sub(2)),
                new Pair(Tensor.scalar(3), Tensor.scalar(0.1)));
    assertThat(root.status()).isEqualTo(Status.CONVERGED);
    double x = root.point().x().item();
    double y = root.point().y().item();
    assertThat(x * x + y * y).isCloseTo(4, within(1e-11));
    assertThat(x * y).isCloseTo(Math.log(2), within(1e-11));
  }

  @Test
  void stepsThatWouldLeaveAreHalved() {
    // Newton's own iteration diverges from 3
    Root<Tensor> root = NewtonRaphson.of().solve(x -> x.atan(), Tensor.of(3.0));
    assertThat(root.status()).isEqualTo(Status.CONVERGED);
    assertThat(root.point().item()).isCloseTo(0, within(1e-12));
    assertThat(NewtonRaphson.of().solve(x -> x.log(), Tensor.of(20.0)).point().item())
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void aSingularJacobianGivesTheShortestStep() {
    Root<Tensor> root = NewtonRaphson.of().solve(x -> x.sum().sub(2).expand(2), Tensor.of(3, 1));
    assertThat(root.status()).isEqualTo(Status.CONVERGED);
    assertThat(root.point().sum().item()).isCloseTo(2, within(1e-12));
  }

  @Test
  void whatHasNoRootEndsWithItsStatus() {
    NewtonRaphson method = NewtonRaphson.of();
    assertThat(method.solve(x -> x.square().add(1), Tensor.of(0.7)).status())
        .isIn(Status.STALLED, Status.ITERATION_LIMIT);
    assertThat(method.solve(x -> x.mul(0).add(1), Tensor.of(0.7)).status())
        .isEqualTo(Status.STALLED);
    assertThat(method.solve(x -> x.log(), Tensor.of(-1.0)).status()).isEqualTo(Status.NOT_FINITE);
    assertThat(
            method
                .withStopping(new Stopping(2, 1e-12))
                .solve(x -> x.pow(3), Tensor.of(9.))
                .status())
        .isEqualTo(Status.ITERATION_LIMIT);
    assertThat(method.solve(x -> x.neg().exp(), Tensor.of(1.0)).status())
        .isIn(Status.CONVERGED, Status.DIVERGED);
    Thread.currentThread().interrupt();
    Root<Tensor> cancelled = method.solve(x -> x.square().sub(2), Tensor.of(1.0));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(cancelled.status()).isEqualTo(Status.CANCELLED);
    assertThat(cancelled.point().item()).isEqualTo(1);
  }

  @Test
  void asManyEquationsAsUnknownsAreAskedFor() {
    assertThatThrownBy(() -> NewtonRaphson.of().solve(x -> x.sum(), Tensor.of(1, 2)))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("1 equations for 2 unknowns");
  }
}
