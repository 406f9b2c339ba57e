/**
 * Loops in the Vector API: the only package that may import {@code jdk.incubator.vector}.
 *
 * <p>Nothing outside refers to it but by the name of {@link dev.leibniz.kernel.vector.VectorLoops},
 * so that everything works where the incubator module is missing.
 *
 * <p>A vector operation is a method call that the compiler must see through down to the operator
 * and the species, both constants; where it cannot, every vector becomes an object and the loop is
 * twenty to sixty times slower. Hence three kinds of loop class:
 *
 * <ul>
 *   <li>Operators that are one or two vector operations are class data of a copy of {@code
 *       FloatVectorUnary}, {@code FloatVectorBinary} and so on.
 *   <li>Functions of more operations ({@code exp}, {@code log}, {@code sin}, {@code erf} …) are
 *       written into a copy of {@code FloatVectorFunction} by {@link
 *       dev.leibniz.kernel.vector.Inliner}, because the compiler's own inlining stops at methods
 *       whose compiled code is long.
 *   <li>Sums, and greatest and least, have accumulators of their own.
 * </ul>
 *
 * <p>There are no masked tails: the last vector of a run overlaps the one before, and a run that is
 * shorter than a vector is left to the scalar function. What polynomials compute is within two
 * units in the last place or so of the scalar function and equal to it for zeros, infinities and
 * NaN.
 */
package dev.leibniz.kernel.vector;
