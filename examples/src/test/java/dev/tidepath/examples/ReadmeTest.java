package dev.tidepath.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README shows the code that is compiled. */
class ReadmeTest {

    @Test
    void showsTheQuickStart() throws IOException {
        Path root = ExampleData.find("co2_mauna_loa_weekly.csv")
                .toAbsolutePath()
                .getParent()
                .getParent()
                .getParent();
        String source = Files.readString(root.resolve("examples/src/main/java/dev/tidepath/examples/QuickStart.java"));
        String code = source.substring(
                        source.indexOf("// README: begin\n") + 17, source.indexOf("        // README: end"))
                .stripTrailing()
                .stripIndent();
        String readme = Files.readString(root.resolve("README.md"));
        assertTrue(readme.contains("```java\n" + code + "\n```"), "README.md does not show:\n" + code);
    }
}
