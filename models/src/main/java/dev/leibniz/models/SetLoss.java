package dev.leibniz.models;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.nn.Losses;
import dev.leibniz.nn.Reduction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The loss of a set of objects: each that is there is matched with the query that names it at the
 * least cost, and the other queries should say that there is none. Carion and others 2020.
 *
 * <p>The matching depends on the values alone and has no derivative. The measures that PyTorch's
 * benchmark computes and throws away, accuracy and cardinality, are left out.
 *
 * @param targets what is there, for each image
 */
record SetLoss(List<Target> targets) {
  private static final double DISTANCE = 5;
  private static final double OVERLAP = 2;
  private static final double NO_OBJECT = 0.1;

  /**
   * The objects of an image.
   *
   * @param labels their classes, INT64 of shape [n]
   * @param boxes centre, width and height, of shape [n, 4]
   */
  record Target(Tensor labels, Tensor boxes) {
    /** Labels from 5 to 9, and two corners from 100 to 799, the smaller first. */
    static Target random(int n, Key key) {
      Key[] keys = key.split2();
      Tensor drawn = keys[1].integers(100, 800, n, 4).to(DType.FLOAT32);
      Tensor one = drawn.narrow(1, 0, 2);
      Tensor two = drawn.narrow(1, 2, 2);
      return new Target(
          keys[0].integers(5, 10, n), Tensor.cat(1, one.minimum(two), one.maximum(two)));
    }

    int count() {
      return labels.size();
    }
  }

  Tensor of(Detr.Objects found) {
    List<Tensor> matched = new ArrayList<>();
    List<Tensor> classes = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      Target t = targets.get(i);
      Tensor logits = found.logits().select(0, i);
      Tensor boxes = found.boxes().select(0, i);
      Tensor queries = Tensor.longs(match(logits.detach(), boxes.detach(), t));
      matched.add(boxes.get(queries));
      int last = logits.shape().get(1) - 1;
      Tensor none = Tensor.full(Shape.of(logits.shape().get(0)), last, DType.INT64);
      classes.add(none.at(queries).set(t.labels()));
    }
    return classification(found.logits(), Tensor.stack(0, classes.toArray(Tensor[]::new)))
        .add(localisation(Tensor.cat(0, matched.toArray(Tensor[]::new))));
  }

  private static Tensor classification(Tensor logits, Tensor classes) {
    int n = logits.shape().get(2);
    Tensor weight = Tensor.ones(Shape.of(n), logits.dtype());
    Tensor factors = weight.at(n - 1).set(NO_OBJECT);
    return Losses.crossEntropy(
        logits.transpose(1, 2), classes, factors, Losses.NO_INDEX, 0, Reduction.MEAN);
  }

  /** How far the boxes that were matched lie from the targets, all images taken together. */
  private Tensor localisation(Tensor boxes) {
    Tensor[] wanted = targets.stream().map(t -> t.boxes().to(boxes.dtype())).toArray(Tensor[]::new);
    Tensor target = Tensor.cat(0, wanted);
    int n = target.shape().get(0);
    Tensor distance = boxes.sub(target).abs().sum();
    Tensor overlap =
        Boxes.generalisedOverlap(Boxes.corners(boxes), Boxes.corners(target)).diagonal(0, 0, 1);
    return distance.mul(DISTANCE / n).add(overlap.neg().add(1).sum().mul(OVERLAP / n));
  }

  /** The query of each object. */
  private static long[] match(Tensor logits, Tensor boxes, Target target) {
    Tensor wanted = target.boxes().to(boxes.dtype());
    Tensor likelihood = logits.softmax(-1).indexSelect(1, target.labels());
    Tensor cost =
        Boxes.distances(boxes, wanted)
            .mul(DISTANCE)
            .sub(likelihood)
            .sub(
                Boxes.generalisedOverlap(Boxes.corners(boxes), Boxes.corners(wanted)).mul(OVERLAP));
    double[] flat = cost.mT().toArray();
    int queries = boxes.shape().get(0);
    double[][] rows = new double[target.count()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(flat, i * queries, (i + 1) * queries);
    }
    return Arrays.stream(Assignment.solve(rows)).asLongStream().toArray();
  }
}
