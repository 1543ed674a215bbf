// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lines of input to Gogo, which are ended by Ctrl-C and by SIGTERM. */
@Timeout(120)
class ShellCommandTest {
    private final ThreadIOImpl io = new ThreadIOImpl();
    private final CommandProcessorImpl gogo = new CommandProcessorImpl(io);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final InterruptKey key = new InterruptKey();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** Gogo's commands are methods of public classes. */
    public final class Waits {
        public String politely() throws InterruptedException {
            begun.countDown();
            new CountDownLatch(1).await();
            return "never";
        }

        public String watching() {
            LiveView view = new LiveView(new PrintStream(out, true), false, Object::toString, Duration.ofMillis(1));
            view.show(() -> {
                begun.countDown();
                return "shown";
            });
            interrupted.countDown();
            return "watched";
        }
    }

    ShellCommandTest() {
        io.start();
        for (String command : new String[] {"politely", "watching"}) {
            gogo.addCommand("test", new Waits(), command);
        }
    }

    @AfterEach
    void end() {
        released.countDown();
        gogo.stop();
        io.stop();
    }

    @Test
    void ctrlCEndsTheCommandAndTheNextLineRuns() throws Exception {
        FutureTask<Integer> shell = shell("test:politely\ntest:unknown\n");
        begun.await();

        key.pressed();

        assertThat(shell.get()).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString().strip()).isEqualTo("There is no command test:unknown. 'help' lists them all.");
    }

    @Test
    void sigtermEndsAViewThatIsWatched() throws Exception {
        FutureTask<Integer> shell = new FutureTask<>(() -> read(new ForeverInput("test:watching\n")));
        Thread main = start(shell);
        begun.await();

        main.interrupt();

        assertThatThrownBy(shell::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
    }

    private FutureTask<Integer> shell(String lines) {
        FutureTask<Integer> shell =
                new FutureTask<>(() -> read(new ByteArrayInputStream(lines.getBytes(StandardCharsets.US_ASCII))));
        start(shell);
        return shell;
    }

    private static Thread start(FutureTask<Integer> shell) {
        Thread main = new Thread(shell, "main of " + ShellCommandTest.class.getSimpleName());
        main.start();
        return main;
    }

    private int read(InputStream in) throws InterruptedException {
        Environment environment = new Environment(
                new Parts(),
                null,
                () -> gogo,
                List::of,
                in,
                new PrintStream(out, true),
                new PrintStream(err, true),
                0,
                Environment.Pace.USUAL);
        try (CommandSession session = gogo.createSession(in, environment.out(), environment.err())) {
            return new ShellCommand(environment).read(session, key, new PlainInput(in, environment.out(), ""));
        }
    }

    /** Some lines, and then nobody types any more; the window stays open. */
    private final class ForeverInput extends InputStream {
        private final InputStream lines;

        ForeverInput(String lines) {
            this.lines = new ByteArrayInputStream(lines.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("one octet at a time");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = lines.read(buffer, offset, length);
            if (count < 0) {
                try {
                    released.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return count;
        }
    }
}
