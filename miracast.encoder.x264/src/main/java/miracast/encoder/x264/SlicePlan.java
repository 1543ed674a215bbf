// SPDX-License-Identifier: Apache-2.0
package miracast.encoder.x264;

import java.util.LinkedHashMap;
import java.util.Map;
import miracast.api.VideoFormat;

/**
 * Into how many slices a picture is cut, and how many threads code it. x264 with sliced threads gives each thread a band of whole
 * macroblock rows, and cuts a band into slices only by a number of macroblocks; bands and slices here are made to fit that.
 *
 * @param threads encoder threads
 * @param slices slices in a picture
 * @param sliceMacroblocks most macroblocks in a slice; 0 if a slice is a whole band
 */
record SlicePlan(int threads, int slices, int sliceMacroblocks) {
    /** x264 refuses bands of fewer rows (validate_parameters: "avoid too many thin slices"). */
    private static final int LEAST_ROWS_OF_A_BAND = 4;

    /**
     * Makes the plan.
     *
     * @param format bounds number and size of the slices
     * @param wantedThreads most threads
     * @param wantedSlices how many slices to come close to
     */
    static SlicePlan of(VideoFormat format, int wantedThreads, int wantedSlices) {
        int rows = (format.mode().height() + 15) / 16;
        int columns = (format.mode().width() + 15) / 16;
        int most = Math.min(format.maxSlices(), wantedSlices);
        for (int threads = Math.min(Math.min(wantedThreads, most), Math.max(1, rows / LEAST_ROWS_OF_A_BAND));
                threads > 0;
                threads--) {
            for (int parts = most / threads; parts > 0; parts--) {
                SlicePlan plan = cut(rows, columns, threads, parts, format.minSliceMacroblocks());
                if (plan != null) {
                    return plan;
                }
            }
        }
        return new SlicePlan(1, 1, 0);
    }

    /** Cuts each band into equal parts but for the last; null if a slice would be too small. */
    private static SlicePlan cut(int rows, int columns, int threads, int parts, int least) {
        int highest = 0;
        for (int band = 0; band < threads; band++) {
            highest = Math.max(highest, bandEnd(rows, threads, band) - bandEnd(rows, threads, band - 1));
        }
        int sliceRows = (highest + parts - 1) / parts;
        int slices = 0;
        for (int band = 0; band < threads; band++) {
            int bandRows = bandEnd(rows, threads, band) - bandEnd(rows, threads, band - 1);
            int bandSlices = (bandRows + sliceRows - 1) / sliceRows;
            int smallest = bandRows - (bandSlices - 1) * sliceRows;
            boolean last = band == threads - 1;
            if (smallest * columns < least && !(last && (bandSlices == 1 || sliceRows * columns >= least))) {
                return null;
            }
            slices += bandSlices;
        }
        return new SlicePlan(threads, slices, parts == 1 ? 0 : sliceRows * columns);
    }

    /** Row after the band's last one, as x264 rounds it; 0 for the band before the first. */
    private static int bandEnd(int rows, int threads, int band) {
        return (rows * (band + 1) + threads / 2) / threads;
    }

    boolean wholePicture() {
        return slices == 1;
    }

    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("threads", String.valueOf(threads));
        // Never threads that each code a frame: they would hold frames back.
        parameters.put("sliced-threads", threads > 1 ? "1" : "0");
        if (sliceMacroblocks > 0) {
            parameters.put("slice-max-mbs", String.valueOf(sliceMacroblocks));
        }
        return parameters;
    }
}
