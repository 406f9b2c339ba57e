package dev.leibniz;
final class Printer { static String print(Tensor x) { try { return x.shape()+" "+java.util.Arrays.toString(x.toArray()); } catch (GraphException e) { return "Tensor "+x.shape(); } } }
