package dev.leibniz.models;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.nn.Conv2d;
import dev.leibniz.nn.Linear;
import dev.leibniz.nn.Masks;
import dev.leibniz.nn.Transformer;
import dev.leibniz.nn.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code detr}: objects in images by a transformer over the features of ResNet-50. Carion and
 * others 2020, in the form of their demonstration. It is in training: dropout of 0.1 is on, and its
 * masks come from one key, so that the loss is a function of the parameters. Its sizes have 2, 16
 * and 64 planes in the first stage, widths of 16, 64 and 256, 2, 6 and 6 layers on either side, 12,
 * 100 and 100 queries, and 2 images of 96 × 128, 256 × 384 and 800 × 1200 pixels.
 *
 * @param queryPos what asks for objects, of shape [queries, width]
 * @param rowEmbed of rows, of shape [50, width / 2]
 * @param colEmbed of columns, of shape [50, width / 2]
 * @param backbone what finds features
 * @param conv from features to the transformer's width
 * @param transformer from features and queries to objects
 * @param linearClass from objects to scores of classes, the last being that there is none
 * @param linearBbox from objects to boxes
 */
public record Detr(
    Tensor queryPos,
    Tensor rowEmbed,
    Tensor colEmbed,
    Backbone backbone,
    Conv2d conv,
    Transformer transformer,
    Linear linearClass,
    Linear linearBbox) {
  private static final int CLASSES = 91;
  private static final int PLACES = 50;
  private static final double DROPOUT = 0.1;

  /**
   * What the model says of each query.
   *
   * @param logits of shape [batch, queries, 92]
   * @param boxes centre, width and height as parts of the image, of shape [batch, queries, 4]
   */
  public record Objects(Tensor logits, Tensor boxes) {}

  /**
   * A model with random weights.
   *
   * @param size how large
   * @param key the source of randomness
   * @return the model
   */
  public static Detr of(Size size, Key key) {
    Key keys = key.split(8);
    int width = size.of(16, 64, 256);
    int layers = size.of(2, 6, 6);
    Backbone backbone = Backbone.of(size, Backbone.Resolution.STRIDES, keys.get(0));
    DType f = DType.FLOAT32;
    return new Detr(
        keys.get(1).uniform(Shape.of(size.of(12, 100, 100), width), f),
        keys.get(2).uniform(Shape.of(PLACES, width / 2), f),
        keys.get(3).uniform(Shape.of(PLACES, width / 2), f),
        backbone,
        Conv2d.of(backbone.planes(), width, Window.of(1, 1), keys.get(4)),
        Transformer.of(width, size.of(2, 8, 8), layers, layers, size.of(24, 256, 2048), keys.get(5))
            .withDropout(DROPOUT),
        Linear.of(width, CLASSES + 1, keys.get(6)),
        Linear.of(width, 4, keys.get(7)));
  }

  /**
   * The problem with random data: from 5 to 9 boxes in each image, in pixels, so that the loss is
   * large.
   *
   * @param size how large
   * @param key the source of randomness
   * @return the problem
   */
  public static Problem<Detr> problem(Size size, Key key) {
    Key keys = key.split(5);
    int height = size.of(96, 256, 800);
    int width = size.of(128, 384, 1200);
    Tensor x = keys.get(1).uniform(Shape.of(2, 3, height, width), DType.FLOAT32);
    long[] counts = keys.get(2).integers(5, 10, 2).toLongArray();
    Key drawn = keys.get(3).split(2);
    List<SetLoss.Target> targets = new ArrayList<>();
    for (long n : counts) {
      targets.add(SetLoss.Target.random((int) n, drawn.get(targets.size())));
    }
    SetLoss loss = new SetLoss(targets);
    Key dropout = keys.get(4);
    return new Problem<>(of(size, keys.get(0)), m -> loss.of(m.train(x, dropout)));
  }

  /**
   * The objects in training.
   *
   * @param x images, of shape [batch, 3, height, width]
   * @param key the source of dropout's masks
   * @return what the model says of each query
   */
  public Objects train(Tensor x, Key key) {
    Tensor h = conv.apply(backbone.apply(x));
    int height = h.shape().get(2);
    int width = h.shape().get(3);
    int half = colEmbed.shape().get(1);
    Shape plane = Shape.of(height, width, half);
    Tensor columns = colEmbed.narrow(0, 0, width).expand(plane);
    Tensor rows = rowEmbed.narrow(0, 0, height).unsqueeze(1).expand(plane);
    Tensor places = Tensor.cat(-1, columns, rows).flatten(0, 1).unsqueeze(1);
    Tensor source = places.add(h.flatten(2, 3).permute(2, 0, 1).mul(0.1));
    int batch = x.shape().get(0);
    Tensor queries = queryPos.unsqueeze(1);
    Tensor target =
        queries.expand(Shape.of(queryPos.shape().get(0), batch, queryPos.shape().get(1)));
    Tensor y =
        transformer
            .train(source, target, Masks.NONE, Masks.NONE, Masks.NONE, key)
            .output()
            .transpose(0, 1);
    return new Objects(linearClass.apply(y), linearBbox.apply(y).sigmoid());
  }

  /** The same model with another probability of dropout. */
  Detr withDropout(double p) {
    return new Detr(
        queryPos,
        rowEmbed,
        colEmbed,
        backbone,
        conv,
        transformer.withDropout(p),
        linearClass,
        linearBbox);
  }
}
