package dev.leibniz.kernel;

import dev.leibniz.DType;
import org.jspecify.annotations.Nullable;

/** Loops in another form than the plain ones; null where there is none for the operator. */
public interface LaneLoops {
  @Nullable UnaryLoop unary(String operator, DType dtype);

  /** {@code fOfFloats} is f to the precision of a {@code float}. */
  @Nullable BinaryLoop binary(String operator, DType dtype);

  @Nullable CompareLoop compare(String operator, DType dtype);

  @Nullable TestLoop test(String operator, DType dtype);

  @Nullable SelectLoop select(DType dtype);

  @Nullable FoldLoop fold(Fold fold, DType dtype);

  /** Transforms of tiles; {@code plain} is for what is shorter than a vector. */
  TileTransforms tileTransforms(TileTransforms plain);

  /** The cipher of random numbers; {@code plain} is for what is shorter than a vector. */
  Threefry threefry(Threefry plain);

  /** The passes of normalisations over floats. */
  NormalisationLoops normalisation();

  /** Factorisations of batches of small matrices. */
  Abreast abreast();
}
