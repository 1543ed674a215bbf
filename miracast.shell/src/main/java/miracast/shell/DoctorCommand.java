// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.util.List;
import miracast.shell.doctor.Doctor;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command that checks everything that a cast needs. */
@Component(service = {Commands.class, DoctorCommand.class})
public final class DoctorCommand implements Commands {
    private final Doctor doctor;

    /** @param doctor who knows what to look at */
    @Activate
    public DoctorCommand(@Reference Doctor doctor) {
        this.doctor = doctor;
    }

    @Override
    public String scope() {
        return "miracast";
    }

    @Descriptor("checks everything that a cast needs, and says what to do")
    public Object doctor(
            @Descriptor("for programs") //
                    @Parameter(
                            names = {"-j", "--json"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean json)
            throws InterruptedException {
        return new Rows<>(doctor.examine().stream().map(Row::of).toList(), Row::table).orJson(json);
    }

    /**
     * A finding in a list.
     *
     * @param remedy null where there is nothing to do
     */
    record Row(String subject, String verdict, String what, String remedy) {
        static Row of(Doctor.Line line) {
            return new Row(
                    line.subject().toString(),
                    line.finding().verdict().name(),
                    line.finding().what(),
                    line.finding().remedy().isEmpty() ? null : line.finding().remedy());
        }

        static Table table(List<Row> rows) {
            Table table = new Table("There is nothing to check.", "SUBJECT", "VERDICT", "WHAT IS SO, AND WHAT TO DO");
            rows.forEach(row -> table.row(List.of(
                    row.subject(),
                    row.verdict(),
                    row.remedy() == null ? row.what() : row.what() + " To do: " + row.remedy())));
            return table;
        }
    }
}
