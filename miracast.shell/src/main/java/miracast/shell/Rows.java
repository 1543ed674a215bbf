// SPDX-License-Identifier: Apache-2.0
package miracast.shell;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A list of results for scripts, that knows how people want to see it. Unmodifiable. */
public final class Rows<T> extends AbstractList<T> {
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

    /** As people want to see it. */
    public Table table() {
        return table;
    }

    /** As programs want it, if that is asked for; else this. */
    Object orJson(boolean json) {
        return json ? new GsonBuilder().serializeNulls().create().toJsonTree(List.copyOf(this)) : this;
    }

    /**
     * A field of an object.
     *
     * @param name with the names of the objects around it before it
     */
    record Field(String name, String value) {}

    /** An object as a table of its fields. */
    static Rows<Field> ofFields(JsonObject object) {
        List<Field> fields = new ArrayList<>();
        collect("", object, fields);
        return new Rows<>(fields, rows -> {
            Table table = new Table("Nothing is known.", "FIELD", "VALUE");
            rows.forEach(field -> table.row(List.of(field.name(), field.value())));
            return table;
        });
    }

    private static void collect(String prefix, JsonObject object, List<Field> fields) {
        object.entrySet().forEach(entry -> {
            JsonElement value = entry.getValue();
            if (value.isJsonObject()) {
                collect(prefix + entry.getKey() + ".", value.getAsJsonObject(), fields);
            } else {
                fields.add(new Field(
                        prefix + entry.getKey(),
                        value.isJsonNull()
                                ? Table.shown(null)
                                : value.isJsonPrimitive() ? value.getAsString() : value.toString()));
            }
        });
    }
}
