// SPDX-License-Identifier: Apache-2.0
package miracast.sink;

import miracast.api.H264Level;
import miracast.api.H264Profile;
import miracast.api.VideoMode;

/**
 * What M4 said about the pictures to come.
 *
 * @param mode size and rate
 * @param profile that the sequence parameter set announces
 * @param level highest level that it may announce
 * @param maxSlices the most slices in a picture
 */
record AgreedFormat(VideoMode mode, H264Profile profile, H264Level level, int maxSlices) {}
