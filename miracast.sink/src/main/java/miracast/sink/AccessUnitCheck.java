// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import java.util.Map;
import miracast.wire.h264.H264SyntaxException;
import miracast.wire.h264.NalUnit;
import miracast.wire.h264.PictureParameterSet;
import miracast.wire.h264.SequenceParameterSet;
import miracast.wire.h264.SliceType;
import miracast.wire.rtsp.FormatChangeTiming;
import miracast.wire.ts.PresentationTime;

/**
 * Looks into access units: does the first one begin with an IDR picture, has each IDR picture its parameter sets, is it one whole
 * picture, and is it what M4 promised? Receive thread.
 */
final class AccessUnitCheck {
    private final Complaints complaints;
    private final FormatTrack formats;
    private final NalUnit nal = new NalUnit();
    private final LastOctets lastSps = new LastOctets();
    private final LastOctets lastPps = new LastOctets();

    private AgreedFormat format;
    private FormatTrack.Run run;
    /** What is announced for a time to come; null if nothing is. */
    private AgreedFormat next;

    private FormatChangeTiming nextFrom;
    /** What may come without M4. */
    private SinkParameters offered = new SinkParameters(Map.of(), Map.of());
    /** Whether the present picture is the first of its format, and has to come at the announced time. */
    private boolean changes;

    private boolean delimiterMissed;
    private boolean fresh = true;
    /** Pictures that come before may be of what was under way when the stream paused. */
    private long freshFromNs = Long.MIN_VALUE;

    private boolean sps;
    private boolean pps;
    private int slices;
    private int pictures;
    private int idrSlices;
    private int leastSlices;

    AccessUnitCheck(Complaints complaints, FormatTrack formats) {
        this.complaints = complaints;
        this.formats = formats;
    }

    /** What the sink is from now on, where a source may change the format without a word. */
    void offer(SinkParameters parameters) {
        offered = parameters;
    }

    /** What comes from that time on is to be of this format. Where only the sound becomes another, nothing changes. */
    void expect(AgreedFormat agreed, FormatChangeTiming from) {
        next = agreed.equals(format) ? null : agreed;
        nextFrom = from;
    }

    /** What comes from the next IDR picture on is to be of this format. */
    void expect(AgreedFormat agreed) {
        next = null;
        if (!agreed.equals(format)) {
            run = formats.begin(agreed);
        }
        format = agreed;
        leastSlices = 0;
        lastSps.forget();
        lastPps.forget();
    }

    /**
     * The next IDR picture is the first one of a stream, or the first after a pause.
     *
     * @param fromNs until then what comes before it may be what was still under way; after that it is wrong
     */
    void begin(long fromNs) {
        fresh = true;
        freshFromNs = fromNs;
    }

    /** Checks a unit and tells it whether it is an IDR picture. False if a decoder cannot begin, and would have to, with it. */
    boolean check(AccessUnit unit) {
        sps = false;
        pps = false;
        slices = 0;
        pictures = 0;
        idrSlices = 0;
        changes = next != null && PresentationTime.distance(nextFrom.pts90k(), unit.pts90k()) >= 0;
        if (changes) {
            expect(next);
        }
        unit.format(run);
        nal.wrap(unit.data(), 0, unit.length());
        boolean delimited = false;
        for (boolean first = true; nal.next(); first = false) {
            delimited |= first && nal.type() == NalUnit.ACCESS_UNIT_DELIMITER;
            nal(unit);
        }
        unit.idr(idrSlices > 0);
        boolean old = fresh && !unit.idr() && unit.lastPacketNs() < freshFromNs;
        boolean begins = !fresh || old || unit.idr() && sps && pps;
        if (!unit.damaged()) {
            complain(unit, delimited, old);
            fresh = old;
            leastSlices = leastSlices == 0 ? slices : Math.min(leastSlices, slices);
        }
        return begins;
    }

    /** The fewest slices that a whole picture of this format had until now; 0 if there was none. */
    int leastSlices() {
        return leastSlices;
    }

    /** How many slices begin in a unit. */
    int slices(AccessUnit unit) {
        int found = 0;
        nal.wrap(unit.data(), 0, unit.length());
        while (nal.next()) {
            found += nal.type() == NalUnit.SLICE || nal.type() == NalUnit.IDR_SLICE ? 1 : 0;
        }
        return found;
    }

    private void complain(AccessUnit unit, boolean delimited, boolean old) {
        long number = unit.number();
        if (!delimited && !delimiterMissed) {
            delimiterMissed = true;
            complaints.add("picture %d does not begin with an access unit delimiter", number);
        }
        if (slices == 0) {
            complaints.add("picture %d has no slice in its %d octets", number, unit.length());
        } else if (pictures != 1) {
            complaints.add("picture %d: %d slices begin with macroblock 0, expected one", number, pictures);
        }
        if (format != null && slices > format.maxSlices()) {
            complaints.add("picture %d has %d slices, expected %d at most", number, slices, format.maxSlices());
        }
        if (idrSlices > 0 && idrSlices < slices) {
            complaints.add("picture %d: %d of %d slices are of an IDR picture", number, idrSlices, slices);
        }
        if (fresh && !old && !unit.idr()) {
            complaints.add("picture %d is the first and no IDR picture", number);
        }
        if (changes && !fresh) {
            complainOfChange(unit);
        }
        if (unit.idr() && !(sps && pps)) {
            complaints.add(
                    "picture %d is an IDR picture without %s", number, sps ? "PPS" : pps ? "SPS" : "SPS and PPS");
        }
    }

    /** After a pause the first picture of a format may be later than was announced. */
    private void complainOfChange(AccessUnit unit) {
        if (!unit.idr()) {
            complaints.add("picture %d is the first of %s and no IDR picture", unit.number(), format.mode());
        }
        if (unit.pts90k() != nextFrom.pts90k() || unit.dts90k() != nextFrom.dts90k()) {
            complaints.add(
                    "picture %d is the first of %s and has PTS %d and DTS %d, M4 said %d and %d",
                    unit.number(), format.mode(), unit.pts90k(), unit.dts90k(), nextFrom.pts90k(), nextFrom.dts90k());
        }
    }

    private void nal(AccessUnit unit) {
        try {
            switch (nal.type()) {
                case NalUnit.SPS -> {
                    sps = true;
                    sequenceParameters(unit);
                }
                case NalUnit.PPS -> {
                    pps = true;
                    pictureParameters(unit);
                }
                case NalUnit.IDR_SLICE -> {
                    idrSlices++;
                    slice(unit);
                }
                case NalUnit.SLICE -> slice(unit);
                default -> {}
            }
        } catch (H264SyntaxException e) {
            if (!unit.damaged()) {
                complaints.add("picture %d, NAL unit of type %d: %s", unit.number(), nal.type(), e.getMessage());
            }
        }
    }

    private void slice(AccessUnit unit) throws H264SyntaxException {
        slices++;
        if (nal.firstMacroblock() == 0) {
            pictures++;
        }
        if (nal.sliceType() == SliceType.B && !unit.damaged()) {
            complaints.add("picture %d has a B slice", unit.number());
        }
    }

    /** Whether a parameter set is to be read: it is not damaged, and it is another one than before. */
    private boolean isNew(AccessUnit unit, LastOctets last) {
        return format != null && !unit.damaged() && last.differ(unit.data(), nal.offset(), nal.length());
    }

    private void pictureParameters(AccessUnit unit) throws H264SyntaxException {
        if (!isNew(unit, lastPps)) {
            return;
        }
        PictureParameterSet set = PictureParameterSet.parse(unit.data(), nal.offset(), nal.length());
        if (set.cabac()) {
            complaints.add("picture %d is coded with CABAC, which M4 does not allow", unit.number());
        }
        if (set.sliceGroups() > 1) {
            complaints.add("picture %d has %d slice groups, expected 1", unit.number(), set.sliceGroups());
        }
    }

    private boolean isOfFormat(SequenceParameterSet set) {
        return set.width() == format.mode().width()
                && set.height() == format.mode().height();
    }

    private void sequenceParameters(AccessUnit unit) throws H264SyntaxException {
        if (!isNew(unit, lastSps)) {
            return;
        }
        SequenceParameterSet set = SequenceParameterSet.parse(unit.data(), nal.offset(), nal.length());
        long number = unit.number();
        if (!isOfFormat(set)) {
            offered.followed(set).ifPresent(followed -> {
                expect(followed);
                unit.format(run);
            });
        }
        if (!isOfFormat(set)) {
            complaints.add(
                    "picture %d: SPS says %d x %d, M4 said %s", number, set.width(), set.height(), format.mode());
        }
        if (!set.is(format.profile())) {
            complaints.add(
                    "picture %d: SPS says profile %d with constraint flags %#04x, M4 said %s",
                    number, set.profileIdc(), set.constraintFlags(), format.profile());
        }
        if (!set.isWithin(format.level())) {
            complaints.add("picture %d: SPS says level %d, M4 said %s", number, set.levelIdc(), format.level());
        }
    }
}
