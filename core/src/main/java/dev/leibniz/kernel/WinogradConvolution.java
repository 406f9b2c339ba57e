package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.spi.ConvolutionGeometry;
import dev.leibniz.spi.Sliding;

/**
 * Convolutions of FLOAT32 by windows of 3 × 3 through {@link Winograd}'s transforms: a quarter of
 * the multiplications, in 36 products of matrices, one for each point.
 *
 * <p>Dilated windows read every other element, or every third: an image falls into as many grids,
 * each with windows that are not dilated. The places of a grid are cut into tiles of 4 × 4, and the
 * tiles into blocks whose transforms stay in the cache. A block transforms its data, multiplies,
 * and transforms back. Where there are many blocks each thread takes its own; where they are few,
 * or are added up, threads share each step by channels or points, so that sums do not depend on
 * their number.
 *
 * <p>The price is precision: errors are two to eight times those of plain sums (decision 0027).
 */
final class WinogradConvolution {
  private static final boolean FORCED = Settings.THRESHOLD == 1;

  /** Below so many channels on either side the transforms cost more than they save. */
  private static final int FEWEST_CHANNELS = FORCED ? 1 : 16;

  /** Below so many tiles the transform of the weights costs more than is saved. */
  private static final int FEWEST_TILES = FORCED ? 1 : 40;

  /** Below so many results to a tile, of sixteen, too much is computed for nothing. */
  private static final int FEWEST_RESULTS = FORCED ? 1 : 8;

  /** How many transformed numbers a block holds. */
  private static final int BLOCK = FORCED ? 1 << 10 : 1 << 19;

  /** More transformed weights than this would not be worth their memory, or fit no array. */
  private static final long MOST_WEIGHTS = 1 << 27;

  /** Weights transformed at a time. */
  private static final int PIECE = 256;

  private static final int POINTS = Winograd.POINTS;
  private static final int TILE = Winograd.TILE;
  private static final int RESULTS = Winograd.RESULTS;
  private static final int WINDOW = 9;

  private final ConvolutionGeometry geometry;

  /** Images, or where windows are dilated, grids into which they fall. */
  private final int grids;

  private final int stepDown;
  private final int stepAcross;
  private final int inputs;
  private final int outputs;
  private final int height;
  private final int width;
  private final int placesDown;
  private final int placesAcross;

  /** Tiles above one another, and side by side, in an image. */
  private final int down;

  private final int across;

  WinogradConvolution(ConvolutionGeometry geometry, int images, int inputs, int outputs) {
    this.geometry = geometry;
    this.inputs = inputs;
    this.outputs = outputs;
    this.height = geometry.vertical().size();
    this.width = geometry.horizontal().size();
    this.placesDown = geometry.vertical().places();
    this.placesAcross = geometry.horizontal().places();
    this.stepDown = geometry.vertical().dilation();
    this.stepAcross = geometry.horizontal().dilation();
    this.grids = images * stepDown * stepAcross;
    this.down = tiles(geometry.vertical());
    this.across = tiles(geometry.horizontal());
  }

  /** Whether this is the way to go. */
  static boolean suits(ConvolutionGeometry g, DType dtype, int images, int inputs, int outputs) {
    long tiles = (long) images * dilations(g) * tiles(g.vertical()) * tiles(g.horizontal());
    return dtype == DType.FLOAT32
        && isThree(g.vertical())
        && isThree(g.horizontal())
        && Math.min(inputs, outputs) >= FEWEST_CHANNELS
        && (long) inputs * outputs <= MOST_WEIGHTS / POINTS
        && tiles >= FEWEST_TILES
        && tiles * FEWEST_RESULTS <= (long) images * g.places();
  }

  private static boolean isThree(Sliding s) {
    return s.window() == 3 && s.stride() == 1;
  }

  private static int dilations(ConvolutionGeometry g) {
    return g.vertical().dilation() * g.horizontal().dilation();
  }

  /** Tiles along an axis of a grid. */
  private static int tiles(Sliding s) {
    return Math.ceilDiv(Math.ceilDiv(s.places(), s.dilation()), RESULTS);
  }

  /** Some rows of tiles of some grids, one grid or all rows. */
  private record Block(int grid, int grids, int row, int rows, int across) {
    int tiles() {
      return grids * rows * across;
    }
  }

  /** How many tiles a block should hold. */
  private int tilesOfBlock() {
    return Math.max(FORCED ? 2 : 48, BLOCK / (POINTS * (inputs + outputs)));
  }

  private Block[] blocks() {
    int plane = down * across;
    int most = tilesOfBlock();
    if (plane <= most) {
      int together = Math.min(grids, most / plane);
      Block[] blocks = new Block[Math.ceilDiv(grids, together)];
      for (int b = 0; b < blocks.length; b++) {
        int first = b * together;
        blocks[b] = new Block(first, Math.min(together, grids - first), 0, down, across);
      }
      return blocks;
    }
    int rows = Math.ceilDiv(down, Math.ceilDiv(plane, most));
    int pieces = Math.ceilDiv(down, rows);
    Block[] blocks = new Block[grids * pieces];
    for (int b = 0; b < blocks.length; b++) {
      int first = b % pieces * rows;
      blocks[b] = new Block(b / pieces, 1, first, Math.min(rows, down - first), across);
    }
    return blocks;
  }

  void forward(float[] x, int xAt, float[] w, int wAt, float[] y) {
    Block[] blocks = blocks();
    try (Workspace weights = Workspace.of(DType.FLOAT32, POINTS * outputs * inputs)) {
      for (int group = 0; group < geometry.groups(); group++) {
        transformWeights(w, wAt + group * outputs * inputs * WINDOW, weights.floats());
        if (blocks.length >= 2 * Pool.threads()) {
          int g = group;
          Pool.parallel(
              blocks.length,
              1,
              (start, end) -> blocks(x, xAt, g, weights, blocks, start, end, Share.NOTHING, y));
        } else {
          blocks(x, xAt, group, weights, blocks, 0, blocks.length, Share.STEPS, y);
        }
      }
    }
  }

  /** Where there are few blocks, threads share each of their steps, else they take blocks. */
  private enum Share {
    STEPS,
    NOTHING;

    void run(int n, int grain, Range body) {
      if (this == STEPS) {
        Pool.parallel(n, grain, body);
      } else {
        body.run(0, n);
      }
    }
  }

  private void blocks(
      float[] x,
      int xAt,
      int group,
      Workspace weights,
      Block[] blocks,
      int from,
      int to,
      Share share,
      float[] y) {
    int most = blocks[0].tiles();
    try (Workspace data = Workspace.of(DType.FLOAT32, POINTS * inputs * most);
        Workspace products = Workspace.of(DType.FLOAT32, POINTS * outputs * most)) {
      for (int b = from; b < to; b++) {
        Block block = blocks[b];
        int tiles = block.tiles();
        transformData(x, xAt, group, block, share, data.floats());
        share.run(
            POINTS,
            1,
            (start, end) -> {
              for (int p = start; p < end; p++) {
                Gemm.multiply(
                    matrix(weights, p, outputs, inputs),
                    matrix(data, p, inputs, tiles),
                    matrix(products, p, outputs, tiles),
                    Update.WRITE);
              }
            });
        transformResults(products.floats(), group, block, share, y);
      }
    }
  }

  /** The transpose by the weights. */
  void weight(float[] x, int xAt, float[] y, int yAt, float[] w) {
    Block[] blocks = blocks();
    int most = blocks[0].tiles();
    try (Workspace sums = Workspace.of(DType.FLOAT32, POINTS * outputs * inputs);
        Workspace data = Workspace.of(DType.FLOAT32, POINTS * inputs * most);
        Workspace cotangents = Workspace.of(DType.FLOAT32, POINTS * outputs * most)) {
      for (int group = 0; group < geometry.groups(); group++) {
        Update update = Update.WRITE;
        for (Block block : blocks) {
          int tiles = block.tiles();
          transformData(x, xAt, group, block, Share.STEPS, data.floats());
          transformCotangents(y, yAt, group, block, cotangents.floats());
          Update each = update;
          Pool.parallel(
              POINTS,
              1,
              (start, end) -> {
                for (int p = start; p < end; p++) {
                  Gemm.multiply(
                      matrix(cotangents, p, outputs, tiles),
                      matrix(data, p, inputs, tiles).transposed(),
                      matrix(sums, p, outputs, inputs),
                      each);
                }
              });
          update = Update.ADD;
        }
        transformBack(sums.floats(), w, group * outputs * inputs * WINDOW);
      }
    }
  }

  private static Matrix matrix(Workspace held, int point, int rows, int columns) {
    return new Matrix(held.array(), point * rows * columns, rows, columns, columns, 1);
  }

  private static float[][] lines(int count, int length) {
    return new float[count][length];
  }

  /** How many channels are worth another thread. */
  private static int grain(int tiles) {
    return FORCED ? 1 : Math.max(1, (1 << 9) / tiles);
  }

  private void transformData(float[] x, int xAt, int group, Block block, Share share, float[] to) {
    int tiles = block.tiles();
    int wide = RESULTS * across + 2;
    share.run(
        inputs,
        grain(tiles),
        (start, end) -> {
          float[][] lines = lines(RESULTS * block.rows() + 2, wide);
          float[][] between = lines(TILE, wide);
          float[][] elements = lines(POINTS, tiles);
          float[][] points = lines(TILE, tiles);
          for (int c = start; c < end; c++) {
            int tile = 0;
            for (int i = 0; i < block.grids(); i++) {
              int grid = block.grid() + i;
              int plane = xAt + channel(grid, group, inputs, c) * height * width;
              int top = firstRow(grid, block) - geometry.vertical().before();
              int left = firstColumn(grid) - geometry.horizontal().before();
              read(x, plane, height, width, top, left, lines);
              for (int r = 0; r < block.rows(); r++, tile += across) {
                int l = r * RESULTS;
                Winograd.TRANSFORMS.data(
                    wide,
                    lines[l],
                    lines[l + 1],
                    lines[l + 2],
                    lines[l + 3],
                    lines[l + 4],
                    lines[l + 5],
                    between);
                for (int k = 0; k < TILE; k++) {
                  split(between[k], elements, k * TILE, tile);
                  overlap(between[k], elements, k * TILE, tile);
                }
              }
            }
            for (int k = 0; k < TILE; k++) {
              int e = k * TILE;
              Winograd.TRANSFORMS.data(
                  tiles,
                  elements[e],
                  elements[e + 1],
                  elements[e + 2],
                  elements[e + 3],
                  elements[e + 4],
                  elements[e + 5],
                  points);
              for (int q = 0; q < TILE; q++) {
                System.arraycopy(points[q], 0, to, ((e + q) * inputs + c) * tiles, tiles);
              }
            }
          }
        });
  }

  /** Which plane of the array a channel of a grid's image is. */
  private int channel(int grid, int group, int channels, int channel) {
    int image = grid / (stepDown * stepAcross);
    return (image * geometry.groups() + group) * channels + channel;
  }

  /** The place of a block's first row. */
  private int firstRow(int grid, Block block) {
    return grid / stepAcross % stepDown + block.row() * RESULTS * stepDown;
  }

  /** The place of a grid's first column. */
  private int firstColumn(int grid) {
    return grid % stepAcross;
  }

  /** Copies lines of a grid from a place on that may lie outside, where there are zeros. */
  private void read(
      float[] x, int plane, int height, int width, int top, int left, float[][] lines) {
    int wide = lines[0].length;
    int low = Math.clamp(Math.ceilDiv(-left, stepAcross), 0, wide);
    int high = Math.clamp(Math.ceilDiv(width - left, stepAcross), low, wide);
    for (int i = 0; i < lines.length; i++) {
      float[] line = lines[i];
      int y = top + i * stepDown;
      if (y < 0 || y >= height) {
        java.util.Arrays.fill(line, 0);
      } else {
        for (int k = 0; k < low; k++) {
          line[k] = 0;
        }
        int from = plane + y * width + left + low * stepAcross;
        if (stepAcross == 1) {
          System.arraycopy(x, from, line, low, high - low);
        } else {
          for (int k = low; k < high; k++, from += stepAcross) {
            line[k] = x[from];
          }
        }
        for (int k = high; k < wide; k++) {
          line[k] = 0;
        }
      }
    }
  }

  private void transformResults(float[] from, int group, Block block, Share share, float[] y) {
    int tiles = block.tiles();
    share.run(
        outputs,
        grain(tiles),
        (start, end) -> {
          float[][] points = lines(POINTS, tiles);
          float[][] columns = lines(RESULTS, tiles);
          float[][][] rows = new float[RESULTS][TILE][];
          float[][] ends = lines(RESULTS * TILE, tiles);
          float[] line = new float[RESULTS * across];
          for (int r = 0; r < RESULTS; r++) {
            for (int q = 0; q < TILE; q++) {
              rows[r][q] = ends[r * TILE + q];
            }
          }
          float[][] into = new float[RESULTS][];
          for (int o = start; o < end; o++) {
            for (int p = 0; p < POINTS; p++) {
              System.arraycopy(from, (p * outputs + o) * tiles, points[p], 0, tiles);
            }
            for (int q = 0; q < TILE; q++) {
              for (int r = 0; r < RESULTS; r++) {
                into[r] = rows[r][q];
              }
              Winograd.TRANSFORMS.results(tiles, points, q, TILE, into);
            }
            for (int r = 0; r < RESULTS; r++) {
              Winograd.TRANSFORMS.results(tiles, rows[r], 0, 1, columns);
              write(columns, r, group, o, block, line, y);
            }
          }
        });
  }

  /** Puts one line of each tile to its place. */
  private void write(
      float[][] columns, int r, int group, int o, Block block, float[] line, float[] y) {
    float[] y0 = columns[0];
    float[] y1 = columns[1];
    float[] y2 = columns[2];
    float[] y3 = columns[3];
    int tile = 0;
    for (int i = 0; i < block.grids(); i++) {
      int grid = block.grid() + i;
      int plane = channel(grid, group, outputs, o) * placesDown * placesAcross;
      int first = firstColumn(grid);
      for (int k = 0; k < block.rows(); k++, tile += across) {
        int place = firstRow(grid, block) + (k * RESULTS + r) * stepDown;
        if (place < placesDown) {
          for (int t = 0; t < across; t++) {
            line[RESULTS * t] = y0[tile + t];
            line[RESULTS * t + 1] = y1[tile + t];
            line[RESULTS * t + 2] = y2[tile + t];
            line[RESULTS * t + 3] = y3[tile + t];
          }
          int start = plane + place * placesAcross;
          if (stepAcross == 1) {
            System.arraycopy(line, 0, y, start, placesAcross);
          } else {
            for (int t = 0, column = first; column < placesAcross; t++, column += stepAcross) {
              y[start + column] = line[t];
            }
          }
        }
      }
    }
  }

  private void transformCotangents(float[] y, int yAt, int group, Block block, float[] to) {
    int tiles = block.tiles();
    Pool.parallel(
        outputs,
        grain(tiles),
        (start, end) -> {
          float[][] lines = lines(RESULTS * block.rows(), RESULTS * across);
          float[][] elements = lines(RESULTS * RESULTS, tiles);
          float[][] points = lines(POINTS, tiles);
          float[][] between = lines(TILE * RESULTS, tiles);
          for (int o = start; o < end; o++) {
            int tile = 0;
            for (int i = 0; i < block.grids(); i++) {
              int grid = block.grid() + i;
              int plane = yAt + channel(grid, group, outputs, o) * placesDown * placesAcross;
              int top = firstRow(grid, block);
              read(y, plane, placesDown, placesAcross, top, firstColumn(grid), lines);
              for (int r = 0; r < block.rows(); r++, tile += across) {
                for (int k = 0; k < RESULTS; k++) {
                  split(lines[r * RESULTS + k], elements, k * RESULTS, tile);
                }
              }
            }
            for (int q = 0; q < RESULTS; q++) {
              Winograd.TRANSFORMS.cotangents(
                  tiles,
                  elements[q],
                  elements[RESULTS + q],
                  elements[2 * RESULTS + q],
                  elements[3 * RESULTS + q],
                  between,
                  q,
                  RESULTS);
            }
            for (int k = 0; k < TILE; k++) {
              int b = k * RESULTS;
              Winograd.TRANSFORMS.cotangents(
                  tiles,
                  between[b],
                  between[b + 1],
                  between[b + 2],
                  between[b + 3],
                  points,
                  k * TILE,
                  1);
            }
            for (int p = 0; p < POINTS; p++) {
              System.arraycopy(points[p], 0, to, (p * outputs + o) * tiles, tiles);
            }
          }
        });
  }

  /** The first four elements of tiles side by side, from a line to arrays of their own. */
  private void split(float[] line, float[][] to, int first, int at) {
    float[] y0 = to[first];
    float[] y1 = to[first + 1];
    float[] y2 = to[first + 2];
    float[] y3 = to[first + 3];
    for (int t = 0; t < across; t++) {
      y0[at + t] = line[RESULTS * t];
      y1[at + t] = line[RESULTS * t + 1];
      y2[at + t] = line[RESULTS * t + 2];
      y3[at + t] = line[RESULTS * t + 3];
    }
  }

  /** The last two, which are the first two of the next tile. */
  private void overlap(float[] line, float[][] to, int first, int at) {
    System.arraycopy(to[first], at + 1, to[first + 4], at, across - 1);
    System.arraycopy(to[first + 1], at + 1, to[first + 5], at, across - 1);
    int last = at + across - 1;
    to[first + 4][last] = line[RESULTS * across];
    to[first + 5][last] = line[RESULTS * across + 1];
  }

  private void transformWeights(float[] w, int at, float[] to) {
    int pairs = outputs * inputs;
    Pool.parallel(
        pairs,
        PIECE,
        (start, end) -> {
          int n = end - start;
          float[][] elements = lines(WINDOW, n);
          float[][] between = lines(TILE * 3, n);
          float[][] points = lines(POINTS, n);
          for (int k = 0; k < WINDOW; k++) {
            float[] e = elements[k];
            for (int t = 0, from = at + start * WINDOW + k; t < n; t++, from += WINDOW) {
              e[t] = w[from];
            }
          }
          for (int q = 0; q < 3; q++) {
            Winograd.window(n, elements[q], elements[3 + q], elements[6 + q], between, q, 3);
          }
          for (int k = 0; k < TILE; k++) {
            int b = 3 * k;
            Winograd.window(n, between[b], between[b + 1], between[b + 2], points, k * TILE, 1);
          }
          for (int p = 0; p < POINTS; p++) {
            System.arraycopy(points[p], 0, to, p * pairs + start, n);
          }
        });
  }

  private void transformBack(float[] sums, float[] w, int at) {
    int pairs = outputs * inputs;
    Pool.parallel(
        pairs,
        PIECE,
        (start, end) -> {
          int n = end - start;
          float[][] points = lines(POINTS, n);
          float[][] between = lines(3 * TILE, n);
          float[][] elements = lines(WINDOW, n);
          float[][] into = new float[3][];
          for (int p = 0; p < POINTS; p++) {
            System.arraycopy(sums, p * pairs + start, points[p], 0, n);
          }
          for (int q = 0; q < TILE; q++) {
            for (int k = 0; k < 3; k++) {
              into[k] = between[k * TILE + q];
            }
            Winograd.windowCotangents(n, points, q, TILE, into, 0);
          }
          for (int k = 0; k < 3; k++) {
            Winograd.windowCotangents(n, between, k * TILE, 1, elements, 3 * k);
          }
          for (int k = 0; k < WINDOW; k++) {
            float[] e = elements[k];
            for (int t = 0, to = at + start * WINDOW + k; t < n; t++, to += WINDOW) {
              w[to] = e[t];
            }
          }
        });
  }
}
