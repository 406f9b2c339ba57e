/** oneDNN for Leibniz, called through the Foreign Function and Memory API. */
package dev.leibniz.onednn;
