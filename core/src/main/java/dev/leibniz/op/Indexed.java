package dev.leibniz.op;

import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Indexing;
import dev.leibniz.transform.Run;

/**
 * Reading at an index, and adding at one: each is the other's transpose. Both know leading batch
 * axes that the operand and the index share, which is all that gathering along an axis, looking
 * rows up and indexing by several tensors need.
 */
public sealed interface Indexed extends Linear.OfTwo {

  /**
   * x[b…, n, rest…], index[b…, k…] → x[b, index[b, k], rest] of shape [b…, k…, rest…].
   *
   * @param batch how many axes the operand and the index share
   * @param operation the public operation, for errors
   */
  record Take(int batch, String operation) implements Indexed {
    public Take(int batch) {
      this(batch, "index");
    }

    @Override
    public String name() {
      return operation;
    }

    @Override
    public Shape shape(Shape x, Shape index) {
      if (x.rank() <= batch
          || index.rank() < batch
          || !x.range(0, batch).equals(index.range(0, batch))) {
        throw new ShapeException(
            operation
                + ": an index of shape "
                + index
                + " into a tensor of shape "
                + x
                + ": the first "
                + batch
                + " axes must agree");
      }
      return index.join(x.range(batch + 1, x.rank()));
    }

    @Override
    public Dense eval(Dense x, Dense index) {
      shape(x.shape(), index.shape());
      return Indexing.take(x, index, batch, operation);
    }

    @Override
    public Tensor transpose(Shape x, Tensor index, Tensor ct) {
      return Run.two(new TakeAdd(batch, x.get(batch), index.rank() - batch), ct, index);
    }

    @Override
    public Tensor batch(Tensor x, boolean batchedX, Tensor index, boolean batchedIndex, int size) {
      if (!batchedX && batch == 0) {
        return Run.two(this, x, index);
      }
      if (!batchedIndex && batch == 0) {
        // One index for all examples: the batch rides along behind the axis that is indexed.
        return Run.two(this, x.movedim(0, 1), index).movedim(index.rank(), 0);
      }
      return Run.two(
          new Take(batch + 1, operation),
          Batching.spread(x, batchedX, size),
          Batching.spread(index, batchedIndex, size));
    }
  }

  /**
   * source[b…, k…, rest…] added into zeros[b…, n, rest…] at index[b…, k…], where k has some axes.
   */
  record TakeAdd(int batch, int n, int axes) implements Indexed {
    @Override
    public Shape shape(Shape source, Shape index) {
      int k = batch + axes;
      if (source.rank() < k || !source.range(0, k).equals(index)) {
        throw new ShapeException(
            "scatterAdd: an index of shape "
                + index
                + " for a source of shape "
                + source
                + ": the source's first "
                + k
                + " axes must be those of the index");
      }
      return source.range(0, batch).join(Shape.of(n)).join(source.range(k, source.rank()));
    }

    @Override
    public Dense eval(Dense source, Dense index) {
      shape(source.shape(), index.shape());
      return Indexing.takeAdd(source, index, batch, n, "scatterAdd");
    }

    @Override
    public Tensor transpose(Shape source, Tensor index, Tensor ct) {
      return Run.two(new Take(batch), ct, index);
    }

    @Override
    public Tensor batch(
        Tensor source, boolean batchedSource, Tensor index, boolean batchedIndex, int size) {
      if (!batchedIndex && batch == 0) {
        return Run.two(this, source.movedim(0, axes), index).movedim(1, 0);
      }
      return Run.two(
          new TakeAdd(batch + 1, n, axes),
          Batching.spread(source, batchedSource, size),
          Batching.spread(index, batchedIndex, size));
    }
  }
}
