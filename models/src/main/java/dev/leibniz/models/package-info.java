/**
 * Models that people use, as PyTorch's {@code functional_autograd_benchmark} has them: functions of
 * all parameters with a fixed batch of random data, at three sizes.
 */
package dev.leibniz.models;
