// SPDX-License-Identifier: Apache-2.0
package miracast.shell.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import miracast.shell.TypedName;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.threadio.ThreadIO;
import org.apache.karaf.shell.api.console.CommandLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tabulator key makes of a line, as far as it is ours. */
class NamesTest {
    private static final String COMMAND = "miracast:cast ";

    private final TypedWords parser = new TypedWords();
    private final Names devices = new Names() {
        @Override
        List<String> names() {
            return List.of("Living Room", "Tom's $5 \"TV\"", "Lobby");
        }
    };

    /** What is offered at the end of what has been typed, where Karaf has put the rest so that it can be read. */
    private List<String> offered(String typed, String added) {
        CommandLine line = parser.parse(null, COMMAND + typed + added, (COMMAND + typed).length());
        assertThat(line.getCursorArgument()).isEqualTo(typed);
        List<String> candidates = new ArrayList<>();
        devices.complete(null, line, candidates);
        return candidates;
    }

    @Test
    void aNameWithBlanksIsOfferedWithBackslashes() {
        assertThat(offered("Liv", "")).containsExactly("Living\\ Room ");
        assertThat(offered("Living\\ R", "")).containsExactly("Living\\ Room ");
        assertThat(offered("", "")).containsExactly("Living\\ Room ", "Lobby ", "Tom\\'s\\ \\$5\\ \\\"TV\\\" ");
    }

    @Test
    void aNameIsOfferedInTheQuotesThatWereBegun() {
        assertThat(offered("\"Liv", " \"")).containsExactly("\"Living Room\" ");
        assertThat(offered("\"Living R", " \"")).containsExactly("\"Living Room\" ");
        assertThat(offered("'Liv", " '")).containsExactly("'Living Room' ");
        assertThat(offered("\"To", " \"")).containsExactly("\"Tom's \\$5 \\\"TV\\\"\" ");
        assertThat(offered("'To", " '")).containsExactly("'Tom'\\''s $5 \"TV\"' ");
    }

    @Test
    void aNameWithoutAnythingSpecialIsOfferedAsItIs() {
        assertThat(offered("lo", "")).containsExactly("Lobby ");
        assertThat(offered("x", "")).isEmpty();
    }

    @Test
    void aNewWordIsBegunBehindBlanksThatTheReaderHasLeftOut() {
        CommandLine line = parser.parse(null, "miracast:cast --audio", "miracast:cast --audio  ".length());

        assertThat(line.getArguments()).containsExactly("miracast:cast", "--audio", "");
        assertThat(line.getCursorArgumentIndex()).isEqualTo(2);
        assertThat(line.getCursorArgument()).isEmpty();
    }

    /** Leaves this thread's streams alone: Gogo's own takes those of the whole process. */
    private static final ThreadIO NO_STREAMS = new ThreadIO() {
        @Override
        public void setStreams(InputStream in, PrintStream out, PrintStream err) {}

        @Override
        public void close() {}
    };

    /** A command of Gogo's. */
    public static final class Echo {
        /** What it was given. */
        public String echo(String name) {
            return name;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'", "\""})
    void gogoReadsTheNameThatWasOffered(String begun) throws Exception {
        String name = "a b\t\"c\" 'd' e\\f;g|h&i#j $k<l>(m){n}[o]=p*q?r~s%t`u";
        CommandProcessorImpl gogo = new CommandProcessorImpl(NO_STREAMS);
        gogo.addCommand("test", new Echo(), "echo");
        try (CommandSession session = gogo.createSession(InputStream.nullInputStream(), System.out, System.err)) {
            assertThat(session.execute("test:echo " + TypedName.of(name, begun)))
                    .isEqualTo(name);
        } finally {
            gogo.stop();
        }
    }

    @Test
    void whatIsExecutedIsWhatWasTyped() {
        String typed = COMMAND + "--mode 640x480@30 \"Living Room\"";

        assertThat(parser.preprocess(null, parser.parse(null, typed, typed.length())))
                .isEqualTo(typed);
    }
}
