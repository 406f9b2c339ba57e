package dev.leibniz.law;

import dev.leibniz.GraphException;
import dev.leibniz.Tensor;
import dev.leibniz.op.Custom;
import dev.leibniz.op.Op;
import dev.leibniz.transform.Reverse;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What holds for the op itself, and not only for the function that it is. */
final class OpLaws {
  private OpLaws() {}

  static final Law VALUE =
      new Law(
          "an op is a value, made of no tensors",
          s -> s.op() != null,
          (sample, random) -> {
            Op one = op(sample);
            Op other = op(sample);
            if (!one.equals(other)
                || one.hashCode() != other.hashCode()
                || !one.toString().equals(other.toString())) {
              throw new AssertionError(one + " and " + other + " should be equal");
            }
            if (!(one instanceof Custom) && one.toString().contains("@")) {
              throw new AssertionError(one + " does not print its components");
            }
            for (RecordComponent c : one.getClass().getRecordComponents()) {
              if (Tensor.class.isAssignableFrom(c.getType()) || c.getType().isArray()) {
                throw new AssertionError(one + " has a component " + c);
              }
            }
          });

  /**
   * Each value in turn is replaced by one that refuses operations. The rules must do without
   * exactly those that they did not declare. (A custom op declares everything: it cannot know.)
   */
  static final Law KEEP =
      new Law(
          "the rules read what they declare, and all of it",
          s -> s.op() != null && !(op(s) instanceof Custom) && s.isDifferentiable(),
          (sample, random) -> {
            Op op = op(sample);
            Tensor[] in = sample.inputs(random);
            Tensor[] out = Sample.run(op, in);
            switch (op) {
              case Op.One one -> one(one, in[0], out[0], random);
              case Op.Two two -> {
                for (int i = 0; i < 2; i++) {
                  if (sample.isActive(i)) {
                    two(two, i, in, out[0], random);
                  }
                }
              }
              case Op.Many many -> many(many, in, out, random);
            }
          });

  private static void one(Op.One op, Tensor x, Tensor y, Random random) {
    Tensor t = Gaussian.like(x, random);
    Tensor ct = Gaussian.like(y, random);
    int read = 0;
    if (refused(() -> op.tangent(spoilt(x), y, t), () -> op.cotangent(spoilt(x), y, ct))) {
      read |= Op.X;
    }
    if (refused(() -> op.tangent(x, spoilt(y), t), () -> op.cotangent(x, spoilt(y), ct))) {
      read |= Op.OUT;
    }
    requireDeclared(op + ".keep()", op.keep(), read);
  }

  private static void two(Op.Two op, int i, Tensor[] in, Tensor z, Random random) {
    Tensor x = in[0];
    Tensor y = in[1];
    Tensor t = Gaussian.like(in[i], random);
    Tensor dx = i == 0 ? t : null;
    Tensor dy = i == 1 ? t : null;
    Tensor ct = Gaussian.like(z, random);
    int read = 0;
    if (refused(
        () -> op.tangent(spoilt(x), y, z, dx, dy), () -> op.cotangent(i, spoilt(x), y, z, ct))) {
      read |= Op.X;
    }
    if (refused(
        () -> op.tangent(x, spoilt(y), z, dx, dy), () -> op.cotangent(i, x, spoilt(y), z, ct))) {
      read |= Op.Y;
    }
    if (refused(
        () -> op.tangent(x, y, spoilt(z), dx, dy), () -> op.cotangent(i, x, y, spoilt(z), ct))) {
      read |= Op.OUT;
    }
    requireDeclared(op + ".keep(" + i + ")", op.keep(i), read);
  }

  private static void many(Op.Many op, Tensor[] in, Tensor[] out, Random random) {
    for (int i = 0; i < in.length; i++) {
      Tensor[] spoilt = Arrays.copyOf(in, in.length, Tensor[].class);
      spoilt[i] = spoilt(in[i]);
      requireDeclared(
          op + ".keepsInput(" + i + ")", op.keepsInput(i), isRead(op, spoilt, out, random));
    }
    for (int i = 0; i < out.length; i++) {
      Tensor[] spoilt = Arrays.copyOf(out, out.length, Tensor[].class);
      spoilt[i] = spoilt(out[i]);
      requireDeclared(
          op + ".keepsOutput(" + i + ")", op.keepsOutput(i), isRead(op, in, spoilt, random));
    }
  }

  private static boolean isRead(Op.Many op, Tensor[] in, Tensor[] out, Random random) {
    @Nullable Tensor[] tangents = directions(in, random);
    @Nullable Tensor[] cotangents = directions(out, random);
    boolean[] wanted = new boolean[in.length];
    for (int i = 0; i < in.length; i++) {
      wanted[i] = in[i].dtype().isFloating();
    }
    return refused(
        () -> op.linearise(in, out).apply(tangents),
        () -> op.transpose(in, out, wanted).apply(cotangents));
  }

  private static @Nullable Tensor[] directions(Tensor[] like, Random random) {
    @Nullable Tensor[] all = new Tensor[like.length];
    for (int i = 0; i < like.length; i++) {
      all[i] =
          like[i].dtype().isFloating()
              ? Gaussian.like(Tensor.zeros(like[i].shape(), like[i].dtype()), random)
              : null;
    }
    return all;
  }

  private static void requireDeclared(String what, boolean declared, boolean read) {
    if (read != declared) {
      throw new AssertionError(
          what + " declares " + declared + ", but whether the value is read is " + read);
    }
  }

  private static void requireDeclared(String what, int declared, int read) {
    if (declared != read) {
      throw new AssertionError(
          what + " declares the bits " + declared + " (X 1, Y 2, OUT 4) and reads " + read);
    }
  }

  private static boolean refused(Runnable... rules) {
    boolean any = false;
    for (Runnable rule : rules) {
      try {
        rule.run();
      } catch (GraphException e) {
        any = true;
      }
    }
    return any;
  }

  /** A tensor of a run that is over: it has a shape, and refuses operations. */
  private static Tensor spoilt(Tensor x) {
    Reverse over = new Reverse("value that was not declared", null);
    Tensor t = over.leaf(x);
    over.end();
    return t;
  }

  private static Op op(Sample sample) {
    return Objects.requireNonNull(sample.op()).get();
  }

  static List<Law> all() {
    return List.of(VALUE, KEEP);
  }
}
