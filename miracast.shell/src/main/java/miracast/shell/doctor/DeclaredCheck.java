// SPDX-License-Identifier: Apache-2.0
package miracast.shell.doctor;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import miracast.api.cast.DeclaredCast;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Whether the casts that configurations declare are cast. How they fare then is told by {@link HostCheck}. */
@Component(service = Check.class)
public final class DeclaredCheck implements Check {
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<DeclaredCast> declarations = List.of();

    @Override
    public Subject subject() {
        return Subject.DECLARED;
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = declarations.stream()
                .sorted(Comparator.comparing(DeclaredCast::pid))
                .flatMap(DeclaredCheck::findings)
                .toList();
        return findings.isEmpty() ? List.of(Finding.ok("No configuration declares a cast.")) : findings;
    }

    private static Stream<Finding> findings(DeclaredCast declared) {
        List<String> problems = declared.problems();
        if (!problems.isEmpty()) {
            String remedy = declared.state() == DeclaredCast.State.INVALID
                    ? "Correct it: until then nothing is cast."
                    : "Correct it: until then what it declared before is cast.";
            return problems.stream().map(problem -> Finding.error(problem, remedy));
        }
        String what = "Declared cast " + declared.name() + " (" + declared.pid() + ") is " + declared.state() + ": "
                + declared.detail();
        return Stream.of(
                switch (declared.state()) {
                    case CASTING, OFF_HOURS -> Finding.ok(what);
                    case BACKING_OFF, NO_HOST -> Finding.warning(what, "See miracast:log " + declared.name() + ".");
                    case INVALID -> Finding.error(what, "Correct its configuration: until then nothing is cast.");
                });
    }
}
