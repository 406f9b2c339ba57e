package dev.leibniz.onednn;

import dev.leibniz.spi.ConvolutionGeometry;
import dev.leibniz.spi.ConvolutionKind;

/** A convolution to be prepared, and its sizes as oneDNN wants them. */
record Task(
    ConvolutionKind kind, ConvolutionGeometry geometry, int images, int inputs, int outputs) {
  private long groups() {
    return geometry.groups();
  }

  long[] imageSizes() {
    return new long[] {
      images, groups() * inputs, geometry.vertical().size(), geometry.horizontal().size()
    };
  }

  /** Groups are an axis of their own, if there are several. */
  long[] weightSizes() {
    int h = geometry.vertical().window();
    int w = geometry.horizontal().window();
    return groups() == 1
        ? new long[] {outputs, inputs, h, w}
        : new long[] {groups(), outputs, inputs, h, w};
  }

  long[] resultSizes() {
    return new long[] {
      images, groups() * outputs, geometry.vertical().places(), geometry.horizontal().places()
    };
  }

  long[] strides() {
    return new long[] {geometry.vertical().stride(), geometry.horizontal().stride()};
  }

  /** Counted from zero there. */
  long[] dilations() {
    return new long[] {geometry.vertical().dilation() - 1, geometry.horizontal().dilation() - 1};
  }

  long[] before() {
    return new long[] {geometry.vertical().before(), geometry.horizontal().before()};
  }

  long[] behind() {
    return new long[] {geometry.vertical().behind(), geometry.horizontal().behind()};
  }
}
