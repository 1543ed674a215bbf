// SPDX-License-Identifier: Apache-2.0
package miracast.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import miracast.api.cast.Cast;
import org.junit.Assume;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

/** What is left of casts that are over. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class LeakIT extends CastTests {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    @Test(timeout = 180_000)
    public void endedCastsLeaveNoThreadAndNoSocket() throws Exception {
        Assume.assumeTrue("only Linux has /proc/self/fd", Files.isDirectory(DESCRIPTORS));
        Television television = television(1);
        // What the first cast makes for all that follow stays.
        castOnce(television);
        Set<String> threads = threads();
        long sockets = sockets();

        castOnce(television);
        castOnce(television);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(threads()).isSubsetOf(threads));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(sockets()).isLessThanOrEqualTo(sockets));
    }

    private void castOnce(Television television) throws Exception {
        Cast cast = casts.cast(small(television).build());
        television.awaitNextSession();
        television.awaitPictures(10);
        stop(cast);
        await().atMost(PATIENCE).until(() -> sink.sessions().isEmpty());
    }

    /** Names without what counts up, since a pool may replace a thread; but for those that framework and JDK make when they like. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(thread -> thread.getName().replaceAll("\\d+", "#"))
                .filter(name -> !name.matches("(Felix|CompletableFutureDelayScheduler|EventAdmin|awaitility).*"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static long sockets() throws IOException {
        try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
            return descriptors.filter(LeakIT::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            // Closed since it was listed.
            return false;
        }
    }
}
