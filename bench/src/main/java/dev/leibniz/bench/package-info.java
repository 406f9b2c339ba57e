/**
 * The commands {@code ./leibniz bench}. Each is a package: {@code run} measures, {@code compare}
 * holds two results against each other, {@code gate} two builds, {@code report} shows. They share
 * what is measured ({@code workload}, {@code task}), how ({@code fork}, {@code measure}), what is
 * concluded ({@code statistics}) and how it is kept ({@code result}).
 */
package dev.leibniz.bench;
