// SPDX-License-Identifier: Apache-2.0
package miracast.host.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final Mailbox mailbox = new Mailbox(() -> {});
    private final List<String> done = new ArrayList<>();
    private boolean isTooEarly = true;

    private Command<Void> later() {
        return mailbox.post(new Command<>(
                () -> {
                    done.add("later");
                    return null;
                },
                () -> isTooEarly));
    }

    private void then() {
        mailbox.post(() -> done.add("then"));
    }

    @Test
    void whatWasLeftIsDoneInOrderWhenTheFirstOfItIsToBeDone() {
        later();
        then();

        assertThat(mailbox.run()).isFalse();
        assertThat(done).isEmpty();
        isTooEarly = false;

        assertThat(mailbox.run()).isTrue();
        assertThat(done).containsExactly("later", "then");
    }

    @Test
    void aPostponedCommandThatIsTakenBackHoldsUpNobody() {
        Command<Void> command = later();
        then();

        command.takeBack();

        assertThat(mailbox.run()).isTrue();
        assertThat(done).containsExactly("then");
    }

    @Test
    void aClosedMailboxTakesCommandsBack() {
        Command<Void> before = later();
        mailbox.close();

        assertThat(before.result()).isCancelled();
        assertThat(later().result()).isCancelled();
    }
}
