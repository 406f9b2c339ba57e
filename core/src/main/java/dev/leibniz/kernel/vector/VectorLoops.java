package dev.leibniz.kernel.vector;

import dev.leibniz.DType;
import dev.leibniz.kernel.Abreast;
import dev.leibniz.kernel.BinaryLoop;
import dev.leibniz.kernel.CompareLoop;
import dev.leibniz.kernel.Fold;
import dev.leibniz.kernel.FoldLoop;
import dev.leibniz.kernel.LaneLoops;
import dev.leibniz.kernel.NormalisationLoops;
import dev.leibniz.kernel.SelectLoop;
import dev.leibniz.kernel.Specialiser;
import dev.leibniz.kernel.TestLoop;
import dev.leibniz.kernel.Threefry;
import dev.leibniz.kernel.TileTransforms;
import dev.leibniz.kernel.UnaryLoop;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.Locale;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/** Where the loops of this package are made; found by its name. */
public final class VectorLoops implements LaneLoops {
  private static final Lookup LOOKUP = MethodHandles.lookup();

  public VectorLoops() {
    int bits = FloatVector.SPECIES_PREFERRED.vectorBitSize();
    boolean isArm = System.getProperty("os.arch", "").equals("aarch64");
    if (bits < (isArm ? 128 : 256)) {
      throw new UnsupportedOperationException("vectors of this processor have " + bits + " bits");
    }
  }

  private static <T> @Nullable T loop(
      Class<T> kind, Class<? extends T> loopClass, @Nullable Object lanes) {
    return lanes == null ? null : Specialiser.copy(LOOKUP, kind, loopClass, lanes);
  }

  @Override
  public @Nullable UnaryLoop unary(String operator, DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> floats(operator);
      case FLOAT64 -> doubles(operator);
      default -> null;
    };
  }

  private static @Nullable UnaryLoop floats(String operator) {
    UnaryLoop found = loop(UnaryLoop.class, FloatVectorUnary.class, FloatOperators.unary(operator));
    Class<?> functions = found != null ? null : FloatOperators.functions(operator);
    return functions == null
        ? found
        : function(UnaryLoop.class, FloatVectorFunction.class, functions, operator);
  }

  private static @Nullable UnaryLoop doubles(String operator) {
    UnaryLoop found =
        loop(UnaryLoop.class, DoubleVectorUnary.class, DoubleOperators.unary(operator));
    Class<?> functions = found != null ? null : DoubleOperators.functions(operator);
    return functions == null
        ? found
        : function(UnaryLoop.class, DoubleVectorFunction.class, functions, operator);
  }

  private static <T> T function(
      Class<T> kind, Class<? extends T> loopClass, Class<?> functions, String name) {
    byte[] bytes = Inliner.inline(loopClass, functions, name);
    return Specialiser.define(LOOKUP, kind, bytes, null);
  }

  @Override
  public @Nullable BinaryLoop binary(String operator, DType dtype) {
    return switch (dtype) {
      case FLOAT32 ->
          loop(BinaryLoop.class, FloatVectorBinary.class, FloatOperators.binary(operator));
      case FLOAT64 ->
          operator.startsWith("pow")
              ? function(
                  BinaryLoop.class, DoubleVectorBinaryFunction.class, DoublePowers.class, operator)
              : loop(BinaryLoop.class, DoubleVectorBinary.class, DoubleOperators.binary(operator));
      default -> null;
    };
  }

  @Override
  public @Nullable CompareLoop compare(String operator, DType dtype) {
    VectorOperators.Comparison lanes =
        switch (operator) {
          case "eq" -> VectorOperators.EQ;
          case "ne" -> VectorOperators.NE;
          case "lt" -> VectorOperators.LT;
          case "le" -> VectorOperators.LE;
          case "gt" -> VectorOperators.GT;
          case "ge" -> VectorOperators.GE;
          default -> null;
        };
    return switch (dtype) {
      case FLOAT32 -> loop(CompareLoop.class, FloatVectorCompare.class, lanes);
      case FLOAT64 -> loop(CompareLoop.class, DoubleVectorCompare.class, lanes);
      default -> null;
    };
  }

  @Override
  public @Nullable TestLoop test(String operator, DType dtype) {
    VectorOperators.Test lanes =
        switch (operator.toLowerCase(Locale.ROOT)) {
          case "isnan" -> VectorOperators.IS_NAN;
          case "isinf" -> VectorOperators.IS_INFINITE;
          case "isfinite" -> VectorOperators.IS_FINITE;
          default -> null;
        };
    return switch (dtype) {
      case FLOAT32 -> loop(TestLoop.class, FloatVectorTest.class, lanes);
      case FLOAT64 -> loop(TestLoop.class, DoubleVectorTest.class, lanes);
      default -> null;
    };
  }

  @Override
  public @Nullable SelectLoop select(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> new FloatVectorSelect();
      case FLOAT64 -> new DoubleVectorSelect();
      default -> null;
    };
  }

  @Override
  public @Nullable FoldLoop fold(Fold fold, DType dtype) {
    return switch (dtype) {
      case FLOAT32 ->
          fold == Fold.SUM
              ? new FloatVectorSum()
              : loop(FoldLoop.class, FloatVectorBound.class, bound(fold));
      case FLOAT64 ->
          fold == Fold.SUM
              ? new DoubleVectorSum()
              : loop(FoldLoop.class, DoubleVectorBound.class, bound(fold));
      default -> null;
    };
  }

  @Override
  public Threefry threefry(Threefry plain) {
    return new LongThreefry(plain);
  }

  @Override
  public NormalisationLoops normalisation() {
    return new FloatNormalisation();
  }

  @Override
  public TileTransforms tileTransforms(TileTransforms plain) {
    return new FloatTileTransforms(plain);
  }

  @Override
  public Abreast abreast() {
    return new DoubleAbreast();
  }

  private static VectorOperators.@Nullable Associative bound(Fold fold) {
    return switch (fold) {
      case MAXIMUM -> VectorOperators.MAX;
      case MINIMUM -> VectorOperators.MIN;
      case SUM, PRODUCT -> null;
    };
  }
}
