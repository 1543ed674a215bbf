// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.builtins.Completers.FileNameCompleter;
import org.jline.reader.Candidate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lines that are edited in a window, with completion and history, by JLine; its bundle may be missing. One thread. */
final class EditedInput implements ShellInput {
    private static final Logger LOG = LoggerFactory.getLogger(EditedInput.class);
    private static final String JLINE = "org.jline.reader.LineReader";

    private final Terminal terminal;
    private final LineReader reader;
    private final String prompt;

    private EditedInput(Terminal terminal, GogoCompletion completion, Path history, String prompt) {
        this.terminal = terminal;
        this.prompt = prompt;
        FileNameCompleter files = new FileNameCompleter();
        reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("miracast")
                .parser(new AsTyped())
                .completer((lineReader, line, candidates) -> {
                    GogoCompletion.Candidates found = completion.of(line.words());
                    found.typed().forEach(typed -> candidates.add(new Candidate(typed)));
                    if (found.files()) {
                        files.complete(lineReader, line, candidates);
                    }
                })
                .variable(LineReader.HISTORY_FILE, history)
                // An exclamation mark is one.
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    /**
     * Takes the window over that stdin and stdout are.
     *
     * @param history file that keeps what was typed
     * @return none if stdin is no window, or JLine is not installed
     */
    static Optional<ShellInput> open(GogoCompletion completion, Path history, String prompt) {
        try {
            Class.forName(JLINE, false, EditedInput.class.getClassLoader());
            return Optional.of(new EditedInput(window(), completion, history, prompt));
        } catch (IOException | IllegalStateException | ClassNotFoundException e) {
            LOG.debug("lines are taken as they come", e);
            return Optional.empty();
        }
    }

    private static Terminal window() throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Where JLine looks for its own parts.
        thread.setContextClassLoader(Terminal.class.getClassLoader());
        try {
            return TerminalBuilder.builder()
                    .system(true)
                    .dumb(false)
                    .nativeSignals(false)
                    .build();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public Optional<String> next() throws InterruptedException {
        try {
            return Optional.of(reader.readLine(prompt));
        } catch (EndOfFileException e) {
            return Optional.empty();
        } catch (UserInterruptException e) {
            // By Ctrl-C, or since the process is asked to end.
            throw new InterruptedException("asked to end");
        }
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException e) {
            LOG.debug("the window is as it was before", e);
        }
    }

    /** Words with their quotes and backslashes, up to the cursor; {@link TypedName} answers in the same manner. */
    private static final class AsTyped implements Parser {
        @Override
        public CompletingParsedLine parse(String line, int cursor, ParseContext context) {
            List<String> words = words(line.substring(0, cursor));
            return new Words(line, cursor, words);
        }

        /** The last one is where the cursor is, and may be empty. */
        static List<String> words(String line) {
            List<String> words = new ArrayList<>();
            StringBuilder word = new StringBuilder();
            char quote = 0;
            for (int i = 0; i < line.length(); i++) {
                char each = line.charAt(i);
                if (each == '\\' && quote != '\'' && i + 1 < line.length()) {
                    word.append(each).append(line.charAt(++i));
                } else if (quote == 0 && each == ' ') {
                    if (word.length() > 0) {
                        words.add(word.toString());
                        word.setLength(0);
                    }
                } else {
                    if (quote == each) {
                        quote = 0;
                    } else if (quote == 0 && (each == '"' || each == '\'')) {
                        quote = each;
                    }
                    word.append(each);
                }
            }
            words.add(word.toString());
            return words;
        }
    }

    private record Words(String line, int cursor, List<String> words) implements CompletingParsedLine {
        @Override
        public String word() {
            return words.get(wordIndex());
        }

        @Override
        public int wordCursor() {
            return word().length();
        }

        @Override
        public int wordIndex() {
            return words.size() - 1;
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor();
        }

        @Override
        public int rawWordLength() {
            return wordCursor();
        }
    }
}
