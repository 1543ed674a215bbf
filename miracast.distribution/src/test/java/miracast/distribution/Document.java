// SPDX-License-Identifier: Apache-2.0
package miracast.distribution;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a document tells its reader to do: lines to type, with what is shown then, in blocks that begin with a prompt; files to write in
 * etc; and commands in the running text.
 *
 * @param name path from the root of the sources
 * @param steps lines of blocks, and files, in their order
 * @param mentions what stands between backquotes in the running text, once each
 */
record Document(String name, List<Step> steps, Set<String> mentions) {
    /** What needs no prompt: a program, a file, a picture. */
    private static final Set<String> NO_SESSION = Set.of("java", "properties", "xml", "text");

    private static final Pattern FENCE = Pattern.compile("```(\\w*)");
    private static final Pattern PROMPT = Pattern.compile("(\\$|miracast>|karaf@root\\(\\)>|C:\\\\>) (.+)");
    private static final Pattern FILE = Pattern.compile("^`(etc/[^`]+\\.cfg)`.*:$");
    private static final Pattern MENTION = Pattern.compile("`([^`\n]+)`");

    /**
     * A line to type, or a file to write.
     *
     * @param line in the document
     * @param prompt what it is typed at; that of no program for a file
     * @param text what to type, or the file's path
     * @param shown lines that come then, or those of the file
     */
    record Step(int line, String prompt, String text, List<String> shown) {
        static final String FILE = "file";
    }

    /** All that a reader of the sources may come to. */
    static List<Document> all(Path root) throws IOException {
        List<Document> documents = new ArrayList<>();
        documents.add(read(root, root.resolve("README.md")));
        for (String each : List.of("docs/*.md", "*/README.md")) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, each.replaceAll("/.*", ""))) {
                for (Path folder : folders) {
                    if (Files.isDirectory(folder)) {
                        readAll(root, folder, each.replaceAll(".*/", ""), documents);
                    }
                }
            }
        }
        documents.sort(Comparator.comparing(Document::name));
        return documents;
    }

    private static void readAll(Path root, Path folder, String names, List<Document> documents) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, names)) {
            for (Path file : files) {
                documents.add(read(root, file));
            }
        }
    }

    private static Document read(Path root, Path file) throws IOException {
        String name = root.relativize(file).toString();
        List<Step> steps = new ArrayList<>();
        StringBuilder running = new StringBuilder();
        String before = "";
        String language = null;
        Step step = null;
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            Matcher fence = FENCE.matcher(line);
            if (fence.matches()) {
                language = language == null ? fence.group(1) : null;
                step = null;
                Matcher etc = FILE.matcher(before);
                if ("properties".equals(language) && etc.matches()) {
                    step = new Step(number, Step.FILE, etc.group(1), new ArrayList<>());
                    steps.add(step);
                }
            } else if (language == null) {
                running.append(line).append('\n');
                before = line.isBlank() ? before : line;
            } else if (step != null && step.prompt().equals(Step.FILE)) {
                step.shown().add(line);
            } else if (!NO_SESSION.contains(language)) {
                Matcher prompt = PROMPT.matcher(line);
                if (prompt.matches()) {
                    step = new Step(number, prompt.group(1), prompt.group(2), new ArrayList<>());
                    steps.add(step);
                } else if (step == null) {
                    throw new AssertionError(
                            name + ":" + number + ": a block begins with a prompt, or says what it is: " + line);
                } else if (!line.isBlank() && !line.startsWith("  (")) {
                    step.shown().add(line);
                }
            }
        }
        return new Document(name, steps, mentions(running.toString()));
    }

    private static Set<String> mentions(String text) {
        Set<String> mentions = new LinkedHashSet<>();
        MENTION.matcher(text)
                .results()
                .forEach(found -> mentions.add(found.group(1).replace("\\|", "|")));
        return mentions;
    }

    @Override
    public String toString() {
        return name;
    }
}
