package dev.leibniz;

/**
 * A mean over random samples.
 *
 * @param value the mean
 * @param standardError its standard error: the samples' standard deviation divided by the root of
 *     their number; NaN for one sample
 * @param samples how many there were
 */
public record Estimate(Tensor value, Tensor standardError, int samples) {}
