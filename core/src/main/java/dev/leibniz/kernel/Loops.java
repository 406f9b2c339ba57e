package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.DTypeException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import org.jspecify.annotations.Nullable;

/**
 * From an operator to its loops, one per dtype, each made when it is first asked for.
 *
 * <p>Two threads may both make a loop; either will do.
 */
final class Loops {
  private static final Lookup LOOKUP = MethodHandles.lookup();
  private static final int DTYPES = DType.values().length;

  private static final ClassValue<Loops> ALL =
      new ClassValue<>() {
        @Override
        protected Loops computeValue(Class<?> operator) {
          return new Loops();
        }
      };

  private final @Nullable UnaryLoop[] unary = new @Nullable UnaryLoop[DTYPES];
  private final @Nullable BinaryLoop[] binary = new @Nullable BinaryLoop[DTYPES];
  private final @Nullable CompareLoop[] compare = new @Nullable CompareLoop[DTYPES];
  private final @Nullable TestLoop[] test = new @Nullable TestLoop[DTYPES];

  private Loops() {}

  static UnaryLoop unary(UnaryFunction f, DType dtype) {
    @Nullable UnaryLoop[] loops = ALL.get(f.getClass()).unary;
    UnaryLoop loop = loops[dtype.ordinal()];
    if (loop == null) {
      loop = make(f, dtype);
      loops[dtype.ordinal()] = loop;
    }
    return loop;
  }

  static BinaryLoop binary(BinaryFunction f, DType dtype) {
    @Nullable BinaryLoop[] loops = ALL.get(f.getClass()).binary;
    BinaryLoop loop = loops[dtype.ordinal()];
    if (loop == null) {
      loop = make(f, dtype);
      loops[dtype.ordinal()] = loop;
    }
    return loop;
  }

  static CompareLoop compare(BinaryPredicate p, DType dtype) {
    @Nullable CompareLoop[] loops = ALL.get(p.getClass()).compare;
    CompareLoop loop = loops[dtype.ordinal()];
    if (loop == null) {
      loop = make(p, dtype);
      loops[dtype.ordinal()] = loop;
    }
    return loop;
  }

  static TestLoop test(UnaryPredicate p, DType dtype) {
    @Nullable TestLoop[] loops = ALL.get(p.getClass()).test;
    TestLoop loop = loops[dtype.ordinal()];
    if (loop == null) {
      loop = make(p, dtype);
      loops[dtype.ordinal()] = loop;
    }
    return loop;
  }

  private static UnaryLoop make(UnaryFunction f, DType dtype) {
    LaneLoops lanes = Specialiser.isConstant(f) ? Lanes.LOOPS : null;
    UnaryLoop fast = lanes == null ? null : lanes.unary(f.name(), dtype);
    if (fast != null) {
      return fast;
    }
    UnaryLoop wide =
        lanes == null || dtype != DType.FLOAT32 ? null : lanes.unary(f.name(), DType.FLOAT64);
    if (wide != null) {
      return new WideUnary(wide);
    }
    Object operator = Specialiser.constant(f);
    return switch (dtype) {
      case FLOAT32 -> Specialiser.copy(LOOKUP, UnaryLoop.class, FloatUnary.class, operator);
      case FLOAT64 -> Specialiser.copy(LOOKUP, UnaryLoop.class, DoubleUnary.class, operator);
      case INT64 -> Specialiser.copy(LOOKUP, UnaryLoop.class, LongUnary.class, operator);
      case INT32 -> Specialiser.copy(LOOKUP, UnaryLoop.class, IntUnary.class, operator);
      case BOOL ->
          throw new DTypeException(
              f.name() + " of a " + dtype + " tensor: it is made for numbers; convert first");
    };
  }

  private static BinaryLoop make(BinaryFunction f, DType dtype) {
    LaneLoops lanes = Specialiser.isConstant(f) ? Lanes.LOOPS : null;
    BinaryLoop fast = lanes == null ? null : lanes.binary(f.name(), dtype);
    if (fast != null) {
      return fast;
    }
    BinaryLoop wide =
        lanes == null || dtype != DType.FLOAT32
            ? null
            : lanes.binary(f.name() + "OfFloats", DType.FLOAT64);
    if (wide != null) {
      return new WideBinary(wide);
    }
    Object operator = Specialiser.constant(f);
    return switch (dtype) {
      case FLOAT32 -> Specialiser.copy(LOOKUP, BinaryLoop.class, FloatBinary.class, operator);
      case FLOAT64 -> Specialiser.copy(LOOKUP, BinaryLoop.class, DoubleBinary.class, operator);
      case INT64 -> Specialiser.copy(LOOKUP, BinaryLoop.class, LongBinary.class, operator);
      case INT32 -> Specialiser.copy(LOOKUP, BinaryLoop.class, IntBinary.class, operator);
      case BOOL -> Specialiser.copy(LOOKUP, BinaryLoop.class, BooleanBinary.class, operator);
    };
  }

  private static CompareLoop make(BinaryPredicate p, DType dtype) {
    LaneLoops lanes = Specialiser.isConstant(p) ? Lanes.LOOPS : null;
    CompareLoop fast = lanes == null ? null : lanes.compare(p.name(), dtype);
    if (fast != null) {
      return fast;
    }
    Object operator = Specialiser.constant(p);
    return switch (dtype) {
      case FLOAT32 -> Specialiser.copy(LOOKUP, CompareLoop.class, FloatCompare.class, operator);
      case FLOAT64 -> Specialiser.copy(LOOKUP, CompareLoop.class, DoubleCompare.class, operator);
      case INT64 -> Specialiser.copy(LOOKUP, CompareLoop.class, LongCompare.class, operator);
      case INT32 -> Specialiser.copy(LOOKUP, CompareLoop.class, IntCompare.class, operator);
      case BOOL -> Specialiser.copy(LOOKUP, CompareLoop.class, BooleanCompare.class, operator);
    };
  }

  private static TestLoop make(UnaryPredicate p, DType dtype) {
    LaneLoops lanes = Specialiser.isConstant(p) ? Lanes.LOOPS : null;
    TestLoop fast = lanes == null ? null : lanes.test(p.name(), dtype);
    if (fast != null) {
      return fast;
    }
    Class<? extends TestLoop> plain = dtype == DType.FLOAT32 ? FloatTest.class : DoubleTest.class;
    return Specialiser.copy(LOOKUP, TestLoop.class, plain, Specialiser.constant(p));
  }
}
