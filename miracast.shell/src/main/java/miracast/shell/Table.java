// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows as aligned columns, with a text for "nothing there". */
public final class Table {
    private static final String GAP = "  ";
    /** Narrower columns could not be read. */
    private static final int NARROWEST = 8;

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

    /** What stands in a cell; null for what there is none of. */
    static String shown(String value) {
        return value == null ? "-" : value;
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

    /**
     * The same for a window: the widest columns are made as narrow as it takes, and what does not fit there goes on below.
     *
     * @param columns width of the window; 0 if there is none
     * @param gap what stands between two columns
     */
    public Table within(int columns, int gap) {
        int[] widths = widths();
        int spare = columns - gap * (widths.length - 1) - Arrays.stream(widths).sum();
        if (columns == 0 || spare >= 0) {
            return this;
        }
        while (spare < 0) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] >= widths[widest] ? i : widest;
            }
            if (widths[widest] <= NARROWEST) {
                break;
            }
            widths[widest]--;
            spare++;
        }
        Table table = new Table(none, headings().toArray(String[]::new));
        rows().forEach(row -> table.addBroken(row, widths));
        return table;
    }

    private void addBroken(List<String> row, int[] widths) {
        List<List<String>> cells = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            cells.add(Words.narrowLines(row.get(i), widths[i]));
        }
        int height = cells.stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < height; i++) {
            int line = i;
            rows.add(cells.stream()
                    .map(cell -> line < cell.size() ? cell.get(line) : "")
                    .toList());
        }
    }

    private int[] widths() {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    /** The lines for a window of that width; 0 if there is none. */
    List<String> lines(int columns) {
        return within(columns, GAP.length()).lines();
    }

    /** The lines, headings first; the last column is not padded. */
    List<String> lines() {
        if (rows.size() == 1) {
            return List.of(none);
        }
        int[] widths = widths();
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
