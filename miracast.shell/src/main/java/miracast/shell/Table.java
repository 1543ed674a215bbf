// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.util.ArrayList;
import java.util.List;

/** Rows as aligned columns, with a text for "nothing there". */
public final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final String none;

    Table(String none, String... headings) {
        this.none = none;
        rows.add(List.of(headings));
    }

    Table row(List<String> cells) {
        rows.add(cells);
        return this;
    }

    /** What to say where there is no row. */
    public String none() {
        return none;
    }

    /** The headings of the columns. */
    public List<String> headings() {
        return rows.get(0);
    }

    /** The rows, without headings. */
    public List<List<String>> rows() {
        return List.copyOf(rows.subList(1, rows.size()));
    }

    /** The lines, headings first; the last column is not padded. */
    List<String> lines() {
        if (rows.size() == 1) {
            return List.of(none);
        }
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            line.append(i == 0 ? "" : GAP).append(row.get(i));
            if (i < row.size() - 1) {
                line.append(" ".repeat(widths[i] - row.get(i).length()));
            }
        }
        return line.toString().stripTrailing();
    }
}
