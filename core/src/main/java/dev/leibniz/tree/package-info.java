/**
 * Trees of tensors: records, lists, maps and optionals, taken apart into their tensors and put
 * together again.
 *
 * <p>Wherever a function of a tensor can be differentiated, so can a function of a tree, and the
 * derivative has the same structure. {@link dev.leibniz.tree.Tree} does the work and is there for
 * those who write optimisers and the like.
 */
package dev.leibniz.tree;
