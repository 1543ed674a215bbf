// SPDX-License-Identifier: Apache-2.0
package miracast.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What Maven Central asks of a POM, and what a release must not forget. */
public class PomsIT {
    private static final Path ROOT = Path.of("..");

    private static Element pom(Path folder) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("pom.xml").toFile())
                .getDocumentElement();
    }

    /** Elements along a path of names. */
    private static List<Element> all(Element from, String... names) {
        List<Element> found = List.of(from);
        for (String name : names) {
            found = found.stream()
                    .flatMap(PomsIT::children)
                    .filter(element -> element.getTagName().equals(name))
                    .toList();
        }
        return found;
    }

    private static Stream<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children.stream();
    }

    private static String text(Element from, String... names) {
        List<Element> found = all(from, names);
        assertEquals(String.join("/", names), 1, found.size());
        String text = found.get(0).getTextContent().strip();
        assertFalse(String.join("/", names) + " is empty", text.isEmpty());
        return text;
    }

    @Test
    public void theParentHasWhatEveryArtifactInherits() throws Exception {
        Element parent = pom(ROOT);

        text(parent, "url");
        text(parent, "scm", "connection");
        text(parent, "scm", "developerConnection");
        text(parent, "scm", "url");
        text(parent, "developers", "developer", "name");
        assertEquals("Apache-2.0", text(parent, "licenses", "license", "name"));
        assertTrue(text(parent, "licenses", "license", "url").startsWith("https://"));
    }

    @Test
    public void everyModuleHasANameAndADescriptionOfItsOwn() throws Exception {
        List<Path> folders = new ArrayList<>(List.of(ROOT));
        all(pom(ROOT), "modules", "module").forEach(module -> folders.add(ROOT.resolve(module.getTextContent())));
        List<String> names = new ArrayList<>();
        for (Path folder : folders) {
            Element pom = pom(folder);
            names.add(text(pom, "name"));
            text(pom, "description");
        }
        assertEquals("names", names.stream().distinct().toList(), names);
    }

    @Test
    public void noDependencyIsASnapshotOfOthers() throws Exception {
        for (Element dependency : all(pom(ROOT), "dependencyManagement", "dependencies", "dependency")) {
            assertFalse(dependency.getTextContent(), text(dependency, "version").endsWith("-SNAPSHOT"));
        }
    }

    @Test
    public void contractsAreComparedWithTheLastReleaseFromTheFirstOneOn() throws Exception {
        Element parent = pom(ROOT);
        boolean released = !text(parent, "version").startsWith("0.");

        assertEquals(String.valueOf(!released), text(parent, "properties", "baseline.skip"));
    }
}
