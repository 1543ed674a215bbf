// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import java.util.AbstractList;
import java.util.List;
import java.util.function.Function;

/** A list of results for scripts, that knows how people want to see it. Unmodifiable. */
final class Rows<T> extends AbstractList<T> {
    private final List<T> rows;
    private final Table table;

    Rows(List<T> rows, Function<List<T>, Table> table) {
        this.rows = List.copyOf(rows);
        this.table = table.apply(this.rows);
    }

    @Override
    public T get(int index) {
        return rows.get(index);
    }

    @Override
    public int size() {
        return rows.size();
    }

    Table table() {
        return table;
    }
}
