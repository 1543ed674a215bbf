// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import miracast.shell.doctor.Finding.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How checks are run, whatever they do. */
@Timeout(120)
class DoctorTest {
    private final Doctor doctor = new Doctor(Duration.ofMillis(200));

    private record Said(Subject subject, List<Finding> findings) implements Check {}

    @Test
    void findingsComeInTheOrderOfTheirSubjects() throws Exception {
        doctor.checks = List.of(
                new Said(Subject.MEMORY, List.of(Finding.ok("much"))),
                new Said(Subject.HOST, List.of(Finding.ok("one"), Finding.warning("two", "do"))));

        assertThat(doctor.examine())
                .extracting(line -> line.subject() + " " + line.finding().what())
                .containsExactly("host one", "host two", "memory much");
    }

    @Test
    void aCheckThatHangsIsAFindingAndTheNextOneIsRun() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        doctor.checks = List.of(
                new Check() {
                    @Override
                    public Subject subject() {
                        return Subject.ENCODERS;
                    }

                    @Override
                    public List<Finding> findings() throws InterruptedException {
                        try {
                            new CountDownLatch(1).await();
                            return List.of();
                        } catch (InterruptedException e) {
                            interrupted.countDown();
                            throw e;
                        }
                    }
                },
                new Said(Subject.MEMORY, List.of(Finding.ok("much"))));

        List<Doctor.Line> lines = doctor.examine();

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).finding().verdict()).isEqualTo(Verdict.ERROR);
        assertThat(lines.get(0).finding().remedy()).contains("miracast-doctor-encoders");
        interrupted.await();
    }

    @Test
    void aCheckThatFailsIsAFinding() throws Exception {
        Check failing = new Check() {
            @Override
            public Subject subject() {
                return Subject.CLOCK;
            }

            @Override
            public List<Finding> findings() {
                throw new IllegalStateException("no clock");
            }
        };

        assertThat(doctor.examineUnnoticed(failing)).singleElement().satisfies(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.ERROR);
            assertThat(finding.what()).contains("no clock");
        });
    }
}
