// SPDX-License-Identifier: Apache-2.0
package miracast.wire.hid;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one report descriptor, item by item (HID 1.11, 6.2.2). Time and memory are bounded by the limits below, whatever the items
 * say. One thread.
 */
final class DescriptorParser {
    /** The most collections inside one another, and the most states that wait for a Pop. */
    static final int MAX_DEPTH = 16;
    /** The most Input items. */
    static final int MAX_FIELDS = 256;
    /** The most values in all of them that have a usage each. */
    static final int MAX_VALUES = 4096;
    /** The most Usage items, or ranges of usages, for one main item. */
    static final int MAX_USAGES = 256;
    /** The most things that an array chooses among; no keyboard has more keys. What is beyond is not read. */
    static final int MAX_CHOICES = 256;
    /** The most bits in a report: 4096 octets, more than a packet of the input back channel has. */
    static final int MAX_BITS = 8 * 4096;

    private static final int LONG_ITEM = 0xFE;
    private static final int CONSTANT = 0x01;
    private static final int APPLICATION = 0x01;
    private static final int MAX_VALUE_BITS = 32;

    /** Global items, which hold until they are said anew. */
    private static final class Globals {
        int page;
        int least;
        int most;
        /** Many descriptors say 255 in one octet, which is -1 otherwise. */
        long mostUnsigned;

        long size;
        int id;
        long count;

        Globals copy() {
            Globals copy = new Globals();
            copy.page = page;
            copy.least = least;
            copy.most = most;
            copy.mostUnsigned = mostUnsigned;
            copy.size = size;
            copy.id = id;
            copy.count = count;
            return copy;
        }

        long logicalMaximum() {
            return least < 0 ? most : mostUnsigned;
        }
    }

    /** @param withPage whether the usages bring their page; otherwise it is that of the main item */
    private record Usages(int first, int last, boolean withPage) {}

    private record Collection(int application, int group) {}

    private final byte[] octets;
    private int at;
    /** Where the item begins that is read. */
    private int item;

    private Globals globals = new Globals();
    private final Deque<Globals> pushed = new ArrayDeque<>();

    private final List<Usages> usages = new ArrayList<>();
    /** Null before there is one. */
    private Usages minimum;

    private Usages maximum;
    private boolean delimited;
    private boolean alternative;

    private final Deque<Collection> collections = new ArrayDeque<>();
    private int groups;
    private final Map<Integer, List<ReportField>> reports = new HashMap<>();
    private final Map<Integer, Integer> bits = new HashMap<>();
    private boolean ids;
    private int fields;
    private int values;

    DescriptorParser(byte[] octets) {
        this.octets = octets;
    }

    ReportDescriptor parse() throws MalformedDescriptorException {
        while (at < octets.length) {
            item = at++;
            int prefix = octets[item] & 0xFF;
            if (prefix == LONG_ITEM) {
                // Nobody has ever defined one.
                require(2);
                int size = octets[at] & 0xFF;
                at += 2;
                require(size);
                at += size;
                continue;
            }
            int size = (prefix & 3) == 3 ? 4 : prefix & 3;
            require(size);
            int unsigned = 0;
            for (int i = 0; i < size; i++) {
                unsigned |= (octets[at + i] & 0xFF) << 8 * i;
            }
            at += size;
            int unused = Integer.SIZE - 8 * size;
            read(prefix & 0xFC, size, unsigned, size == 0 ? 0 : unsigned << unused >> unused);
        }
        item = at;
        if (!collections.isEmpty()) {
            throw malformed("end of the descriptor", collections.size() + " collections are open");
        }
        return new ReportDescriptor(ids, reports);
    }

    private void require(int size) throws MalformedDescriptorException {
        if (size > octets.length - at) {
            throw malformed("item", "has " + (octets.length - at) + " of its " + size + " octets");
        }
    }

    private MalformedDescriptorException malformed(String name, String reason) {
        String prefix = item < octets.length ? String.format(" (0x%02x)", octets[item] & 0xFF) : "";
        return new MalformedDescriptorException(name + prefix + " at octet " + item + ": " + reason);
    }

    /** @param tag of the item with its type, and without its size */
    private void read(int tag, int size, int unsigned, int signed) throws MalformedDescriptorException {
        switch (tag) {
            case 0x80 -> input(unsigned);
            case 0xA0 -> collection(unsigned);
            case 0xC0 -> endCollection();
            // Output and Feature.
            case 0x90, 0xB0 -> forgetLocals();
            case 0x04 -> globals.page = unsigned & 0xFFFF;
            case 0x14 -> globals.least = signed;
            case 0x24 -> {
                globals.most = signed;
                globals.mostUnsigned = Integer.toUnsignedLong(unsigned);
            }
            case 0x74 -> globals.size = Integer.toUnsignedLong(unsigned);
            case 0x84 -> reportId(unsigned);
            case 0x94 -> globals.count = Integer.toUnsignedLong(unsigned);
            case 0xA4 -> push();
            case 0xB4 -> pop();
            case 0x08 -> usage(new Usages(unsigned, unsigned, size == 4));
            case 0x18 -> {
                minimum = new Usages(unsigned, unsigned, size == 4);
                range();
            }
            case 0x28 -> {
                maximum = new Usages(unsigned, unsigned, size == 4);
                range();
            }
            case 0xA8 -> delimiter(unsigned);
            default -> {
                // Physical range, unit, designators, strings, and what is reserved change no layout.
            }
        }
    }

    private void reportId(int id) throws MalformedDescriptorException {
        if (id < 1 || id > 255) {
            throw malformed("Report ID", Integer.toUnsignedString(id) + " is not in 1 to 255");
        }
        globals.id = id;
        ids = true;
    }

    private void push() throws MalformedDescriptorException {
        if (pushed.size() == MAX_DEPTH) {
            throw malformed("Push", "more than " + MAX_DEPTH + " wait for a Pop");
        }
        pushed.push(globals.copy());
    }

    private void pop() throws MalformedDescriptorException {
        if (pushed.isEmpty()) {
            throw malformed("Pop", "there was no Push");
        }
        globals = pushed.pop();
    }

    private void usage(Usages added) throws MalformedDescriptorException {
        // Of usages that stand for the same thing the first is meant.
        if (alternative) {
            return;
        }
        alternative = delimited;
        if (usages.size() == MAX_USAGES) {
            throw malformed("usage", "more than " + MAX_USAGES + " for one main item");
        }
        usages.add(added);
    }

    private void range() throws MalformedDescriptorException {
        if (minimum == null || maximum == null) {
            return;
        }
        if (Integer.compareUnsigned(minimum.first(), maximum.last()) > 0) {
            throw malformed(
                    "usage range",
                    "minimum " + Integer.toUnsignedString(minimum.first()) + " is more than maximum "
                            + Integer.toUnsignedString(maximum.last()));
        }
        usage(new Usages(minimum.first(), maximum.last(), minimum.withPage()));
        minimum = null;
        maximum = null;
    }

    private void delimiter(int open) throws MalformedDescriptorException {
        if (open > 1 || open < 0 || delimited == (open == 1)) {
            throw malformed("Delimiter", Integer.toUnsignedString(open) + " where " + (delimited ? 0 : 1) + " may be");
        }
        delimited = open == 1;
        alternative = false;
    }

    private void forgetLocals() {
        usages.clear();
        minimum = null;
        maximum = null;
        delimited = false;
        alternative = false;
    }

    private void collection(int type) throws MalformedDescriptorException {
        if (collections.size() == MAX_DEPTH) {
            throw malformed("Collection", "more than " + MAX_DEPTH + " inside one another");
        }
        int usage = usages.isEmpty() ? 0 : withPage(usages.get(0), 0);
        Collection outer = collections.isEmpty() ? new Collection(0, 0) : collections.peek();
        boolean application = type == APPLICATION;
        collections.push(new Collection(
                application ? usage : outer.application(),
                application || Usage.isTransducer(usage) ? ++groups : outer.group()));
        forgetLocals();
    }

    private void endCollection() throws MalformedDescriptorException {
        if (collections.isEmpty()) {
            throw malformed("End Collection", "none is open");
        }
        collections.pop();
        forgetLocals();
    }

    private void input(int flags) throws MalformedDescriptorException {
        int offset = bits.getOrDefault(globals.id, globals.id == 0 ? 0 : 8);
        if (globals.size > MAX_BITS || globals.count > MAX_BITS || globals.size * globals.count > MAX_BITS - offset) {
            throw malformed(
                    "Input",
                    globals.count + " values of " + globals.size + " bits make the report longer than " + MAX_BITS
                            + " bits");
        }
        bits.put(globals.id, offset + (int) (globals.size * globals.count));
        if ((flags & CONSTANT) == 0
                && globals.size > 0
                && globals.size <= MAX_VALUE_BITS
                && globals.count > 0
                && !usages.isEmpty()) {
            field(flags, offset);
        }
        forgetLocals();
    }

    private void field(int flags, int offset) throws MalformedDescriptorException {
        if (globals.least > globals.logicalMaximum()) {
            throw malformed(
                    "Input",
                    "logical minimum " + globals.least + " is more than logical maximum " + globals.logicalMaximum());
        }
        int count = (int) globals.count;
        boolean variable = (flags & ReportField.VARIABLE) != 0;
        int[] named = variable ? usages(count, true) : usages(MAX_CHOICES, false);
        fields++;
        values += Math.max(count, named.length);
        if (fields > MAX_FIELDS || values > MAX_VALUES) {
            throw malformed("Input", "more than " + MAX_FIELDS + " Input items or " + MAX_VALUES + " values");
        }
        Collection in = collections.isEmpty() ? new Collection(0, 0) : collections.peek();
        reports.computeIfAbsent(globals.id, id -> new ArrayList<>())
                .add(new ReportField(
                        in.application(),
                        in.group(),
                        offset,
                        (int) globals.size,
                        count,
                        flags,
                        globals.least,
                        globals.logicalMaximum(),
                        named));
    }

    /** The usages one by one, so many at most; if there are fewer, the last one is that of all others as well. */
    private int[] usages(int most, boolean repeated) {
        int[] each = new int[most];
        int count = 0;
        for (Usages range : usages) {
            long length = Integer.toUnsignedLong(range.last()) - Integer.toUnsignedLong(range.first()) + 1;
            for (int i = 0; i < length && count < most; i++) {
                each[count++] = withPage(range, i);
            }
        }
        if (!repeated) {
            return Arrays.copyOf(each, count);
        }
        Arrays.fill(each, count, most, each[count - 1]);
        return each;
    }

    private int withPage(Usages range, int index) {
        int usage = range.first() + index;
        return range.withPage() ? usage : globals.page << 16 | usage & 0xFFFF;
    }
}
