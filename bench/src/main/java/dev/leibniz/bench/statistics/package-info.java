/**
 * Numbers from timings. Times of a program have a long tail to the right and no distribution that
 * anybody knows; so everything here is by ranks and by resampling, and nothing assumes normality.
 *
 * <ul>
 *   <li>{@link dev.leibniz.bench.statistics.Bootstrap} gives intervals for medians and for ratios
 *       of medians by resampling (Efron and Tibshirani 1993, percentile intervals), runs of a JVM
 *       first and samples within them second, since a JVM decides once how it compiles (Kalibera
 *       and Jones 2013).
 *   <li>{@link dev.leibniz.bench.statistics.SignedRank} tells whether pairs differ (Wilcoxon 1945),
 *       exactly: two builds that are the same may change places within a pair, so the logarithm of
 *       their ratio is symmetric about 0 whatever the noise looks like.
 * </ul>
 */
package dev.leibniz.bench.statistics;
