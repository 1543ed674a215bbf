// SPDX-License-Identifier: Apache-2.0
package miracast.karaf;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The reference of all configurations, which is made of what the bundles say to Metatype. */
public class ConfigurationIT {
    private static final Path DOCUMENT = Path.of("../docs/configuration.md");
    private static final Path MADE = Path.of("target/configuration.md");

    private static final String BEGINNING = """
            # Configuration

            Every configuration of the bundles, as they describe it to Metatype, where Karaf's `config:meta` and Felix's web console have it from. In
            Karaf each is a file `etc/PID.cfg`, or `etc/PID-NAME.cfg` where there may be several. Nothing needs to be configured; a mistake is logged
            with field and value, and what was before stays, or the defaults. This page is made of what the bundles say.
            """;

    @Test
    public void referenceIsWhatTheBundlesSay() throws Exception {
        Map<String, String> chapters = new TreeMap<>();
        try (Stream<Path> jars = Files.walk(Path.of(System.getProperty("features.repository"), "miracast"))) {
            for (Path jar :
                    jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
                collect(jar, chapters);
            }
        }
        String made = BEGINNING + String.join("", chapters.values());
        Files.writeString(MADE, made);

        assertEquals(
                "miracast.karaf/" + MADE + " is what " + DOCUMENT + " should be",
                facts(made),
                facts(Files.readString(DOCUMENT)));
    }

    /** Names, types and defaults; a sentence may be put in other words between two releases. */
    private static String facts(String document) {
        return document.lines()
                .map(line -> line.startsWith("| `") ? line.substring(0, columns(line, 4)) : line)
                .filter(line -> line.startsWith("|") || line.startsWith("#"))
                .collect(Collectors.joining("\n"));
    }

    /** Where that many columns end. */
    private static int columns(String row, int bars) {
        int at = -1;
        for (int i = 0; i < bars; i++) {
            at = row.indexOf('|', at + 1);
        }
        return at + 1;
    }

    private static void collect(Path file, Map<String, String> chapters) throws Exception {
        try (JarFile jar = new JarFile(file.toFile())) {
            for (ZipEntry entry : jar.stream()
                    .filter(candidate -> candidate.getName().matches("OSGI-INF/metatype/.+\\.xml"))
                    .toList()) {
                try (InputStream in = jar.getInputStream(entry)) {
                    Document document = DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(in);
                    chapter(document, chapters);
                }
            }
        }
    }

    private static void chapter(Document document, Map<String, String> chapters) throws IOException {
        Element type = (Element) document.getElementsByTagName("OCD").item(0);
        Element designate = (Element) document.getElementsByTagName("Designate").item(0);
        if (designate == null) {
            return;
        }
        boolean several = designate.hasAttribute("factoryPid");
        String pid = designate.getAttribute(several ? "factoryPid" : "pid");
        StringBuilder text = new StringBuilder("\n## `" + pid + "`\n\n" + type.getAttribute("name") + ". "
                + sentence(type.getAttribute("description")) + (several ? " There may be several." : "")
                + "\n\n| name | type | default | what it is |\n| --- | --- | --- | --- |\n");
        NodeList attributes = type.getElementsByTagName("AD");
        for (int i = 0; i < attributes.getLength(); i++) {
            Element attribute = (Element) attributes.item(i);
            // How a console names a configuration, which is nobody's to set.
            if (!attribute.getAttribute("id").startsWith("webconsole.")) {
                text.append(row(attribute));
            }
        }
        chapters.put(pid, text.toString());
    }

    private static String sentence(String text) {
        return text.isEmpty() || text.endsWith(".") ? text : text + ".";
    }

    private static String row(Element attribute) {
        // Metatype escapes blanks and commas, since a default may be a list.
        String value = attribute.getAttribute("default").replace("\\", "");
        StringBuilder what = new StringBuilder(
                attribute.getAttribute("name") + ": " + sentence(attribute.getAttribute("description")));
        String least = attribute.getAttribute("min");
        String most = attribute.getAttribute("max");
        if (!least.isEmpty() || !most.isEmpty()) {
            what.append(" From ").append(least.isEmpty() ? "any" : least);
            what.append(most.isEmpty() ? " on." : " to " + most + ".");
        }
        NodeList options = attribute.getElementsByTagName("Option");
        for (int i = 0; i < options.getLength(); i++) {
            Element option = (Element) options.item(i);
            what.append(i == 0 ? " One of " : ", ")
                    .append('`')
                    .append(option.getAttribute("value"))
                    .append('`');
        }
        what.append(options.getLength() > 0 ? "." : "");
        return "| `" + attribute.getAttribute("id") + "` | " + attribute.getAttribute("type")
                + (attribute.hasAttribute("cardinality") ? ", several" : "") + " | "
                + (value.isEmpty() ? "" : "`" + value + "`") + " | "
                + what.toString().replace("|", "\\|").replace('\n', ' ') + " |\n";
    }
}
