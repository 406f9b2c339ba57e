package dev.leibniz.examples.worked;

import java.util.List;

/** The examples in their order. */
final class Catalogue {
  private Catalogue() {}

  static List<Example> all() {
    return List.of(
        new GradientPenalty(),
        new SobolevTraining(),
        new PhysicsInformed(),
        new HamiltonianMonteCarlo(),
        new LaplaceApproximation(),
        new OptionGreeks(),
        new OdeSensitivity(),
        new CurveFitting(),
        new InfluenceFunctions(),
        new HyperparameterGradient());
  }
}
