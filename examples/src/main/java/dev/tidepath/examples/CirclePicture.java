package dev.tidepath.examples;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
final class CirclePicture { private CirclePicture() {}
  static void write(Path folder, List<CircleStudy> studies, PrintStream err) {} }
