/**
 * Probability distributions: records of their parameters, with the logarithm of their density. They
 * are trees like any other record, so densities are differentiated with respect to the distribution
 * as well as to the value.
 */
package dev.leibniz.distributions;
