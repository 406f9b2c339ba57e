package dev.leibniz.law;

import dev.leibniz.DType;
import java.util.ArrayList;
import java.util.List;

/** The catalogue: samples for every op. {@link SamplesTest} finds an op that has none. */
final class Samples {
  private Samples() {}

  /** Every sample, with floating numbers in FLOAT64 unless the op itself converts. */
  static List<Sample> all() {
    List<Sample> all = new ArrayList<>();
    all.addAll(ElementwiseSamples.all());
    all.addAll(StructuralSamples.all());
    all.addAll(GeneralSamples.all());
    return all;
  }

  /** Those of FLOAT64 in FLOAT32. */
  static List<Sample> inFloat32() {
    List<Sample> all = new ArrayList<>();
    for (Sample s : all()) {
      if (!s.isCoarse() && s.domains().stream().anyMatch(d -> d.dtype() == DType.FLOAT64)) {
        all.add(s.as(DType.FLOAT32));
      }
    }
    return all;
  }
}
